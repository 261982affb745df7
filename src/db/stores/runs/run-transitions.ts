import { CANCEL_CHANNEL, PROGRESS_CHANNEL, WAKE_JOBS_CHANNEL } from '../../../contracts/task-queues.ts';
import type { RunFailure } from '../../../domain/runs/run-failure.ts';
import type { RunLane } from '../../../domain/runs/run-lane.ts';
import { RUN_TRANSITIONS, type RunPhase } from '../../../domain/runs/run-phase.ts';
import { mayMoveTo, perState } from '../../may-move-to.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

// Every statement that changes the phase of a run is in this file.

const ADMIT = statement(`
  update runs r set phase = 'running', admitted_at = clock_timestamp(), log_day = (clock_timestamp() at time zone 'utc')::date,
    release_id = coalesce(r.release_id, $2), configs = coalesce(r.configs, t.configs),
    metadata = coalesce(r.metadata, (select m.data from tenant_metadata m where m.tenant_id = t.id), '{}'::jsonb)
  from tenants t where r.id = $1 and t.id = r.tenant_id and ${mayMoveTo('r.phase', RUN_TRANSITIONS, 'running')} returning r.id`);

/** Admits a queued run with its snapshot: release, configs, metadata; a rerun has its own already. Returns false where it is not queued. */
export async function admitRun(sql: Sql, runId: number, releaseId: number): Promise<boolean> {
  return (await sql.query(ADMIT, [runId, releaseId])).length === 1;
}

const CANCEL_QUEUED = statement<{ id: number }>(`
  update runs set phase = 'cancelled', finished_at = clock_timestamp(), is_log_complete = true,
    cancel_requested_at = clock_timestamp(), cancel_requested_by = $2
  where tenant_id = any($1::bigint[]) and phase = 'queued' and ${mayMoveTo('phase', RUN_TRANSITIONS, 'cancelled')}
    and ($3::text is null or lane = $3) returning id`);

/** Cancels the queued runs of tenants, or those of one lane. Returns the runs' ids. */
export async function cancelQueuedRuns(
  sql: Sql,
  tenantIds: readonly number[],
  requestedBy: string,
  lane: RunLane | null = null,
): Promise<number[]> {
  return (await sql.query(CANCEL_QUEUED, [tenantIds, requestedBy, lane])).map((row) => row.id);
}

export interface CancelRequest {
  /** False where a cancel was requested earlier. */
  readonly isNew: boolean;
}

const REQUEST_CANCEL = statement<CancelRequest>(`
  with old as (
    select id, cancel_requested_at is null as is_new from runs
    where id = $1 and ${mayMoveTo('phase', RUN_TRANSITIONS, 'cancelled')} for update
  ),
  requested as (
    update runs r set
      cancel_requested_at = coalesce(r.cancel_requested_at, clock_timestamp()),
      cancel_requested_by = coalesce(r.cancel_requested_by, $2),
      phase = case when r.phase = 'queued' then 'cancelled' else r.phase end,
      finished_at = case when r.phase = 'queued' then clock_timestamp() end,
      is_log_complete = r.phase = 'queued'
    from old where r.id = old.id
    returning r.id, old.is_new
  )
  select is_new as "isNew", pg_notify('${CANCEL_CHANNEL}', 'run:' || id), pg_notify('${WAKE_JOBS_CHANNEL}', ''),
    pg_notify('${PROGRESS_CHANNEL}', 'run:' || id)
  from requested`);

/** Requests the end of a run; a queued one is cancelled at once. Returns null where there is no such run, or it is final. */
export async function requestRunCancel(sql: Sql, runId: number, requestedBy: string): Promise<CancelRequest | null> {
  return (await sql.query(REQUEST_CANCEL, [runId, requestedBy]))[0] ?? null;
}

export interface RunEnd {
  readonly phase: 'succeeded' | 'failed' | 'cancelled';
  readonly failure: RunFailure | null;
  readonly stdoutLine: string | null;
  readonly warnings: readonly string[];
  readonly isLogComplete: boolean;
}

// One statement ends the run, stores the summaries that outlive it and the tenant's failure streak, records the lane and notifies
// listeners.
const END = perState(['succeeded', 'failed', 'cancelled'] satisfies RunPhase[], (phase) =>
  statement(`
    with ended as (
      update runs r set phase = '${phase}', finished_at = clock_timestamp(), failure = $2::jsonb, stdout_line = $3,
        warnings = r.warnings || $4::jsonb, next_attempt_at = null,
        is_log_complete = $5 and not exists (
          select 1 from attempts a where a.run_id = r.id and a.failure ->> 'reason' in ('worker_lost', 'lease_lost')),
        log_line_count = coalesce(
          (select max(c.last_line) from log_chunks c where c.log_day = r.log_day and c.run_id = r.id), 0)
      where r.id = $1 and ${mayMoveTo('r.phase', RUN_TRANSITIONS, phase)}
      returning r.*
    ),
    tenant as (
      update tenants t set last_lane = ended.lane from ended where t.id = ended.tenant_id returning t.id
    ),
    summary as (
      insert into tenant_run_summaries
        (tenant_id, kind, run_id, mode, started_at, finished_at, phase, failure_class, stdout_line)
      select tenant_id, kind, id, mode, started_at, finished_at, phase, failure ->> 'class', stdout_line
      from ended cross join (values ('last'), ('last_successful')) as kinds (kind)
      where started_at is not null and (kind = 'last' or phase = 'succeeded')
      on conflict (tenant_id, kind) do update set run_id = excluded.run_id, mode = excluded.mode,
        started_at = excluded.started_at, finished_at = excluded.finished_at, phase = excluded.phase,
        failure_class = excluded.failure_class, stdout_line = excluded.stdout_line
      returning tenant_id
    ),
    streak as (
      insert into tenant_troubles as t (tenant_id, integration_id, since, failures, run_id, failure)
      select tenant_id, integration_id, finished_at, 1, id, failure from ended where phase = 'failed' and mode <> 'init'
      on conflict (tenant_id) do update
        set failures = t.failures + 1, run_id = excluded.run_id, failure = excluded.failure
      returning tenant_id
    ),
    cleared as (
      delete from tenant_troubles t using ended
      where ended.phase = 'succeeded' and ended.mode <> 'init' and t.tenant_id = ended.tenant_id
      returning t.tenant_id
    )
    select pg_notify('${PROGRESS_CHANNEL}', 'run:' || id), pg_notify('${WAKE_JOBS_CHANNEL}', ''),
      (select count(*) from tenant), (select count(*) from summary), (select count(*) from streak), (select count(*) from cleared)
    from ended`),
);

/** Ends a running run whose tenant's row is locked; false where it is not running. */
export async function endRun(sql: Sql, runId: number, end: RunEnd): Promise<boolean> {
  const failure = end.failure === null ? null : JSON.stringify(end.failure);
  const values = [runId, failure, end.stdoutLine, JSON.stringify(end.warnings), end.isLogComplete];
  return (await sql.query(END[end.phase], values)).length === 1;
}
