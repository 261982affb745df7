import { PROGRESS_CHANNEL, WAKE_RELAY_CHANNEL } from '../../contracts/task-queues.ts';
import type { Database, Sql } from '../../db/database.ts';
import type { ExitOutcome } from '../../domain/runs/classify-exit.ts';
import { DEFAULT_RETRY_POLICY, nextAttemptDelayMs, type RetryPolicy } from '../../domain/runs/retry-policy.ts';
import type { RunFailure } from '../../domain/runs/run-failure.ts';
import type { RunMode } from '../../domain/runs/run-lane.ts';
import { closeAttempt } from '../attempts/index.ts';
import { type FetchedOptions, recordOptions } from './record-options.ts';

/** What a run leaves behind besides its outcome. */
export interface RunResult {
  /** The last non-empty line of stdout. */
  readonly stdoutLine: string | null;
  /** The state to merge into the tenant's metadata; null where none was printed. */
  readonly state: Readonly<Record<string, unknown>> | null;
  /** What the state brings of the options of dynamic configs; null where nothing was read. */
  readonly options: FetchedOptions | null;
  readonly warnings: readonly string[];
  /** False where lines may be missing: the worker was lost, or its log could not be stored. */
  readonly isLogComplete: boolean;
}

export interface FinishedAttempt extends RunResult {
  readonly attemptId: number;
  readonly outcome: ExitOutcome;
  readonly exitCode: number | null;
  readonly signal: string | null;
}

/**
 * `lost`: the attempt had been ended by somebody else, nothing was written. `retry`: the run goes on with another attempt.
 */
export type FinishOutcome =
  | { readonly kind: 'lost' }
  | { readonly kind: 'retry'; readonly delayMs: number }
  | { readonly kind: 'final'; readonly phase: 'succeeded' | 'failed' | 'cancelled' };

/** Ends an attempt under its fencing token, and its run with it where no other attempt follows; one transaction. */
export async function finishAttempt(db: Database, runId: number, finished: FinishedAttempt): Promise<FinishOutcome> {
  return db.transaction(async (sql) => {
    const run = await lockRun(sql, runId);
    return run ? finishLocked(sql, run, finished) : { kind: 'lost' };
  });
}

export interface LockedRun {
  readonly id: number;
  readonly tenantId: number;
  readonly mode: RunMode;
  readonly retryPolicy: Partial<RetryPolicy>;
  readonly isCancelRequested: boolean;
}

/** Locks the tenant's row first and the run's then, as everywhere. Null where the run isn't running. */
export async function lockRun(sql: Sql, runId: number): Promise<LockedRun | null> {
  await sql.query(`select id from tenants where id = (select tenant_id from runs where id = $1) for no key update`, [
    runId,
  ]);
  const rows = await sql.query<LockedRun>(
    `select r.id, r.tenant_id as "tenantId", r.mode, i.retry_policy as "retryPolicy",
       r.cancel_requested_at is not null as "isCancelRequested"
     from runs r join integrations i on i.id = r.integration_id
     where r.id = $1 and r.phase = 'running' for update of r`,
    [runId],
  );
  return rows[0] ?? null;
}

export async function finishLocked(sql: Sql, run: LockedRun, finished: FinishedAttempt): Promise<FinishOutcome> {
  const failure = finished.outcome.kind === 'failed' ? finished.outcome.failure : null;
  const isClosed = await closeAttempt(sql, finished.attemptId, {
    state: finished.outcome.kind,
    exitCode: finished.exitCode,
    signal: finished.signal,
    failure,
    isCounted: failure?.reason !== 'worker_shutdown',
  });
  if (!isClosed) return { kind: 'lost' };
  const delayMs = failure === null ? null : await delayOfNext(sql, run, failure);
  if (delayMs !== null && !run.isCancelRequested) return scheduleNext(sql, run, delayMs);
  const phase = delayMs === null ? finished.outcome.kind : 'cancelled';
  await endRun(sql, run, phase, phase === 'failed' ? failure : null, finished);
  return { kind: 'final', phase };
}

async function delayOfNext(sql: Sql, run: LockedRun, failure: RunFailure): Promise<number | null> {
  const rows = await sql.query<{ counted: number }>(
    `select count(*)::int as counted from attempts where run_id = $1 and is_counted`,
    [run.id],
  );
  return nextAttemptDelayMs({ ...DEFAULT_RETRY_POLICY, ...run.retryPolicy }, failure, rows[0]?.counted ?? 1);
}

async function scheduleNext(sql: Sql, run: LockedRun, delayMs: number): Promise<FinishOutcome> {
  await sql.query(
    `update runs set next_attempt_at = clock_timestamp() + make_interval(secs => $2 / 1000.0) where id = $1`,
    [run.id, delayMs],
  );
  return { kind: 'retry', delayMs };
}

/** Makes a locked run final; only a succeeded one writes state. */
export async function endRun(
  sql: Sql,
  run: LockedRun,
  phase: 'succeeded' | 'failed' | 'cancelled',
  failure: RunFailure | null,
  finished: RunResult,
): Promise<void> {
  await sql.query(END_RUN, [
    run.id,
    phase,
    failure === null ? null : JSON.stringify(failure),
    finished.stdoutLine,
    JSON.stringify(finished.warnings),
    finished.isLogComplete,
  ]);
  if (phase === 'succeeded' && finished.state !== null) await mergeState(sql, run.tenantId, finished.state);
  await recordOptions(sql, run, { phase, failure, options: finished.options });
}

// One statement ends the run, keeps the summaries that outlive it and the tenant's trouble, remembers the lane and tells who
// listens.
const END_RUN = `
  with ended as (
    update runs r set phase = $2, finished_at = clock_timestamp(), failure = $3::jsonb, stdout_line = $4,
      warnings = r.warnings || $5::jsonb, next_attempt_at = null,
      is_log_complete = $6 and not exists (
        select 1 from attempts a where a.run_id = r.id and a.failure ->> 'reason' in ('worker_lost', 'lease_lost')),
      log_line_count = coalesce(
        (select max(c.last_line) from log_chunks c where c.log_day = r.log_day and c.run_id = r.id), 0)
    where r.id = $1
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
  trouble as (
    insert into tenant_troubles as t (tenant_id, integration_id, since, failures, run_id, failure)
    select tenant_id, integration_id, finished_at, 1, id, failure from ended where phase = 'failed' and mode <> 'init'
    on conflict (tenant_id) do update
      set failures = t.failures + 1, run_id = excluded.run_id, failure = excluded.failure
    returning tenant_id
  ),
  cured as (
    delete from tenant_troubles t using ended
    where ended.phase = 'succeeded' and ended.mode <> 'init' and t.tenant_id = ended.tenant_id
    returning t.tenant_id
  )
  select pg_notify('${PROGRESS_CHANNEL}', 'run:' || id), pg_notify('${WAKE_RELAY_CHANNEL}', ''),
    (select count(*) from tenant), (select count(*) from summary), (select count(*) from trouble), (select count(*) from cured)
  from ended`;

async function mergeState(sql: Sql, tenantId: number, state: Readonly<Record<string, unknown>>): Promise<void> {
  await sql.query(
    `insert into tenant_metadata (tenant_id, data) values ($1, $2)
     on conflict (tenant_id) do update set data = tenant_metadata.data || excluded.data, modified_at = now()`,
    [tenantId, JSON.stringify(state)],
  );
}
