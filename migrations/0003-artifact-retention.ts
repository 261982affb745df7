/** What retention does to artifacts (docs: builds page). */
export const artifactRetention: readonly string[] = [
  `alter table releases add column artifact_removed_at timestamptz`,
  `create index releases_with_artifact on releases (integration_id, number desc)
     where state = 'ready' and artifact_removed_at is null`,
  `create index tenants_release on tenants (release_id) where archived_at is null`,
  `create index runs_release_live on runs (release_id) where finished_at is null`,
  // Whoever makes another kind of use of a release replaces this function in a migration of its own.
  `create function release_is_in_use(release releases) returns boolean language sql stable as $body$
     select exists (select 1 from integrations where default_release_id = release.id)
       or exists (select 1 from channels where release_id = release.id)
       or latest_release_id(release.integration_id) = release.id
       or exists (select 1 from tenants where release_id = release.id and archived_at is null)
       or exists (select 1 from runs where release_id = release.id and finished_at is null)
   $body$`,
];
