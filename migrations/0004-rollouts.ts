/** Rollouts: the propagation of a release to tenants, and which of them it has reached. */
export const rollouts: readonly string[] = [
  `create table rollouts (
    id bigint generated always as identity primary key,
    integration_id bigint not null references integrations,
    cause text not null check (cause in ('bulk', 'channel', 'release')),
    kind text not null check (kind in ('move', 'gradual')),
    release_id bigint not null references releases,
    channel text,
    previous_release_id bigint references releases,
    selection jsonb not null default '{}',
    steps jsonb not null,
    failure_limit jsonb,
    step integer not null default 0,
    baking_since timestamptz,
    state text not null check (state in ('queued', 'running', 'paused', 'halted', 'rolling_back',
      'completed', 'aborted', 'rolled_back', 'superseded')),
    reason text,
    is_planned boolean not null default false,
    total integer not null default 0,
    preview jsonb,
    channels text[] not null default '{}',
    is_withholding boolean not null default false,
    started_by text not null,
    executor_at timestamptz,
    started_at timestamptz,
    finished_at timestamptz,
    created_at timestamptz not null default now(),
    modified_at timestamptz not null default now(),
    check ((state in ('completed', 'aborted', 'rolled_back', 'superseded')) = (finished_at is not null))
  )`,
  `create index rollouts_integration on rollouts (integration_id, id desc)`,
  `create index rollouts_release on rollouts (release_id, cause)`,
  `create index rollouts_withholding on rollouts (integration_id) where is_withholding`,
  `create index rollouts_open on rollouts (integration_id, id) where finished_at is null`,
  `create unique index rollouts_active on rollouts (integration_id)
     where state in ('running', 'paused', 'halted', 'rolling_back')`,
  `create table rollout_tenants (
    rollout_id bigint not null references rollouts on delete cascade,
    tenant_id bigint not null references tenants,
    position integer not null,
    state text not null default 'pending' check (state in ('pending', 'moved', 'held', 'skipped', 'reverted')),
    from_release_id bigint,
    from_channel text,
    from_held_reason text,
    is_init_due boolean not null default false,
    reached_at timestamptz,
    primary key (rollout_id, tenant_id)
  )`,
  `create unique index rollout_tenants_position on rollout_tenants (rollout_id, position)`,
  `create index rollout_tenants_pending on rollout_tenants (rollout_id, position) where state = 'pending'`,
  `create index rollout_tenants_moved on rollout_tenants (rollout_id, position) where state in ('moved', 'held')`,
  `create index rollout_tenants_init on rollout_tenants (rollout_id, position) where is_init_due`,
  `create index runs_release_finished on runs (release_id, finished_at) where finished_at is not null`,
  `create index tenants_channel on tenants (integration_id, release_channel) where archived_at is null`,
  // What a channel points to now; null where it points nowhere.
  `create function channel_release_id(of_integration bigint, of_channel text) returns bigint language sql stable as $body$
     select case of_channel
       when 'Latest' then latest_release_id(of_integration)
       when 'Default' then (select default_release_id from integrations where id = of_integration)
       else (select case when follows_latest then latest_release_id(of_integration) else release_id end
             from channels where integration_id = of_integration and name = of_channel)
     end
   $body$`,
  // The one place that says what a tenant runs next: its recorded release, or its channel's where it follows one, isn't held,
  // and no rollout of that channel withholds it.
  `create or replace function next_release_id(tenant tenants) returns bigint language sql stable as $body$
     select case
       when tenant.release_channel is null or tenant.held_reason is not null then tenant.release_id
       when tenant.release_id is not null and exists (
         select 1 from rollouts r where r.integration_id = tenant.integration_id and r.is_withholding
           and tenant.release_channel = any (r.channels)
       ) then tenant.release_id
       else coalesce(channel_release_id(tenant.integration_id, tenant.release_channel), tenant.release_id)
     end
   $body$`,
  // What a rollout needs to go on or back stays: of the unfinished ones, and of an integration's newest.
  `create or replace function release_is_in_use(release releases) returns boolean language sql stable as $body$
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
   $body$`,
];
