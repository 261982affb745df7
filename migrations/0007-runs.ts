/** Reruns, own caps, the indexes of the runs list, and what needs attention (docs: runs page). */
export const runs: readonly string[] = [
  `alter table integrations add column run_cap integer check (run_cap >= 1)`,
  `alter table partners add column run_cap integer check (run_cap >= 1)`,
  // A rerun has triggers of its own; this is the trigger whose payload they carry.
  `alter table triggers add column copied_from bigint`,
  `alter table runs drop constraint if exists runs_rerun_of_fkey`,
  `alter table runs add constraint runs_rerun_of_fkey foreign key (rerun_of) references runs on delete set null`,
  `create index runs_rerun_of on runs (rerun_of) where rerun_of is not null`,
  `create index runs_mode on runs (mode, id desc)`,
  `create index runs_lane on runs (lane, id desc)`,
  `create index runs_release on runs (release_id, id desc)`,
  `create index runs_failure_class on runs ((failure ->> 'class'), id desc) where phase = 'failed'`,
  `create index runs_queued_at on runs (queued_at, id)`,
  `create index triggers_source on triggers (source, run_id desc)`,
  // One row for each tenant whose last run but init syncs failed, gone with the next success. It outlives the runs.
  `create table tenant_troubles (
    tenant_id bigint primary key references tenants,
    integration_id bigint not null references integrations,
    since timestamptz not null,
    failures integer not null,
    run_id bigint not null,
    failure jsonb not null
  )`,
  `create index tenant_troubles_since on tenant_troubles (since desc, tenant_id)`,
  `create index tenant_troubles_integration on tenant_troubles (integration_id, since desc)`,
  `create index tenant_troubles_run on tenant_troubles (run_id)`,
  `insert into tenant_troubles (tenant_id, integration_id, since, failures, run_id, failure)
     select r.tenant_id, r.integration_id, r.finished_at, 1, r.id, r.failure
     from tenant_run_summaries s join runs r on r.id = s.run_id where s.kind = 'last' and r.phase = 'failed' and r.mode <> 'init'`,
  `create index tenant_refreshes_failed on tenant_refreshes (finished_at desc, tenant_id)
     where error_class is not null and error_class <> 'cancelled'`,
  `alter table tenants add column held_at timestamptz`,
  `update tenants set held_at = modified_at where held_reason is not null`,
  // Whoever holds a tenant or lets it go: since when stands beside it.
  `create function keep_held_at() returns trigger language plpgsql as $body$
   begin
     new.held_at := case when new.held_reason is null then null else coalesce(new.held_at, clock_timestamp()) end;
     return new;
   end
   $body$`,
  `create trigger tenants_held_at before insert or update of held_reason on tenants
     for each row execute function keep_held_at()`,
  `create index tenants_held on tenants (held_at desc, id) where held_reason is not null and archived_at is null`,
  `create index connections_broken on connections (last_change desc, id) where status = 'needs_reconnect'`,
];
