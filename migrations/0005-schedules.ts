/** When each tenant is due, what a timer backend was told of it, and the history of pauses (docs: schedules page). */
export const schedules: readonly string[] = [
  `alter table tenants
     add column next_due_at timestamptz,
     add column schedule_version bigint not null default 0,
     add column timer_version bigint not null default -1,
     add column timer_set_at timestamptz`,
  `create index tenants_due on tenants (next_due_at) where next_due_at is not null`,
  `create index tenants_timer_owed on tenants (id) where timer_version <> schedule_version`,
  `create index tenants_paused_until on tenants (paused_until) where is_paused and paused_until is not null`,
  `create table tenant_pauses (
    id bigint generated always as identity primary key,
    tenant_id bigint not null references tenants,
    paused_at timestamptz not null,
    paused_by text not null,
    note text,
    until timestamptz,
    resumed_at timestamptz,
    resumed_by text,
    check ((resumed_at is null) = (resumed_by is null))
  )`,
  `create index tenant_pauses_tenant on tenant_pauses (tenant_id, id desc)`,
  `create unique index tenant_pauses_present on tenant_pauses (tenant_id) where resumed_at is null`,
  `insert into tenant_pauses (tenant_id, paused_at, paused_by, note, until)
     select id, coalesce(paused_at, created_at), coalesce(paused_by, 'hub'), pause_note, paused_until
     from tenants where is_paused`,
];
