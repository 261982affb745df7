/** What each process of a hub says of its background jobs. */
export const jobs: readonly string[] = [
  `create table hub_processes (
    id text primary key,
    component text not null check (component in ('api', 'worker', 'hub')),
    hostname text not null,
    pid integer not null,
    started_at timestamptz not null default now(),
    heartbeat_at timestamptz not null default now()
  )`,
  `create table job_statuses (
    process_id text not null references hub_processes (id) on delete cascade,
    job text not null,
    interval_ms integer not null,
    is_running boolean not null,
    last_started_at timestamptz,
    last_duration_ms integer,
    last_error text,
    last_error_at timestamptz,
    failure_streak integer not null,
    run_count bigint not null,
    items_done bigint not null,
    items_failed bigint not null,
    items_backed_off integer not null,
    next_run_at timestamptz,
    primary key (process_id, job)
  ) with (fillfactor = 50)`,
];
