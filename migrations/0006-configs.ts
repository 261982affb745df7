/** Where the options of dynamic configs come from, and how the last init sync went. The options themselves are tenant metadata. */
export const configs: readonly string[] = [
  // Never written by anything.
  `alter table tenants drop column dynamic_options, drop column dynamic_options_at, drop column dynamic_options_error`,
  // No row: the options are the manifest's own, or older than this table. No run: a person wrote them into the metadata.
  `create table tenant_options (
    tenant_id bigint not null references tenants,
    name text not null,
    fetched_at timestamptz not null,
    run_id bigint,
    release_id bigint,
    primary key (tenant_id, name)
  )`,
  // The last init sync that ended; it outlives the run.
  `create table tenant_refreshes (
    tenant_id bigint primary key references tenants,
    run_id bigint not null,
    release_id bigint,
    phase text not null check (phase in ('succeeded', 'failed', 'cancelled')),
    finished_at timestamptz not null,
    error_class text,
    error_message text,
    check ((error_class is null) = (error_message is null)),
    check (phase = 'succeeded' or error_class is not null)
  )`,
  `create index runs_init_live on runs (tenant_id, id) where mode = 'init' and phase in ('queued', 'running')`,
];
