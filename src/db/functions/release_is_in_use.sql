-- Whether retention has to keep the release's artifact. Of rollouts it keeps what an unfinished one, or an integration's newest one,
-- needs to go on or to roll back.
create or replace function release_is_in_use(release releases) returns boolean language sql stable as $body$
  select exists (select 1 from integrations where default_release_id = release.id)
    or exists (select 1 from channels where release_id = release.id)
    or latest_release_id(release.integration_id) = release.id
    or exists (select 1 from tenants where release_id = release.id and archived_at is null)
    or exists (select 1 from runs where release_id = release.id and finished_at is null)
    or exists (select 1 from rollouts r
      where r.integration_id = release.integration_id
        and (r.finished_at is null
          or r.id = (select max(n.id) from rollouts n where n.integration_id = release.integration_id))
        and (release.id in (r.release_id, r.previous_release_id)
          or exists (select 1 from rollout_tenants t where t.rollout_id = r.id and t.from_release_id = release.id)))
$body$;
