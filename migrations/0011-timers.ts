/** What wakes tenants, and what passes over its timers found (docs: schedules page). */
export const timers: readonly string[] = [
  `alter table tenants add column timer_refill_at timestamptz`,
  `create index tenants_timer_refill on tenants (timer_refill_at) where timer_refill_at is not null`,
  `create index tenants_timer_set on tenants (id) where timer_set_at is not null`,
  `create table timer_backend (
    is_only boolean primary key default true check (is_only),
    backend text not null default 'temporal' check (backend in ('temporal', 'dispatcher')),
    has_dispatchers boolean not null default false,
    changed_at timestamptz not null default now()
  )`,
  `insert into timer_backend default values`,
  `create table schedule_reconciliations (
    id bigint generated always as identity primary key,
    requested_by text not null,
    requested_at timestamptz not null default now(),
    is_thorough boolean not null,
    started_at timestamptz,
    finished_at timestamptz,
    backend text,
    checked_count integer not null default 0,
    fault_counts jsonb not null default '{}',
    faults jsonb not null default '[]',
    failure text
  )`,
  `create unique index schedule_reconciliations_waiting on schedule_reconciliations ((started_at is null))
     where started_at is null`,
  `create index schedule_reconciliations_started on schedule_reconciliations (started_at)`,
];
