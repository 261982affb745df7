import type { AdmissionCaps } from '../../../domain/runs/explain-wait.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';
import { LIVE_RUN_SLOTS } from '../workers/worker-store.ts';
import { FAIR_ORDER_BY, fairOrder } from './fair-order.ts';

export interface QueueLoad {
  /** How many runs the live workers can execute at once. */
  readonly slots: number;
  /** How many runs are running. */
  readonly live: number;
  readonly isAnyQueued: boolean;
}

const READ_LOAD = statement<QueueLoad>(`
  select ${LIVE_RUN_SLOTS} as slots, (select count(*)::int from runs where phase = 'running') as live,
    exists (select 1 from runs where phase = 'queued') as "isAnyQueued"`);

export async function readQueueLoad(sql: Sql): Promise<QueueLoad> {
  return (await sql.query(READ_LOAD))[0] as QueueLoad;
}

const FIND_CANDIDATES = statement<{ id: number }>(`
  with ${fairOrder('r.tenant_id <> all($4::bigint[])')}
  select tenant_id as id from placed
  where not is_capped
  order by ${FAIR_ORDER_BY}
  limit $3`);

export interface CandidateQuery {
  readonly caps: AdmissionCaps;
  readonly limit: number;
  /** Tenants that are left out. */
  readonly skip: readonly number[];
}

/** Returns the tenants whose next run is to be admitted, in the fair order. */
export function findAdmissionCandidates(sql: Sql, { caps, limit, skip }: CandidateQuery): Promise<{ id: number }[]> {
  return sql.query(FIND_CANDIDATES, [caps.integration, caps.partner, limit, skip]);
}

export interface UnstartedRun {
  readonly id: number;
  /** Whether a workflow had been started for it before. */
  readonly isRestart: boolean;
}

const FIND_UNSTARTED = statement<UnstartedRun>(`
  select r.id, r.executor_at is not null as "isRestart" from runs r
  where r.phase = 'running' and r.id <> all($1::bigint[])
    and not exists (select 1 from attempts a where a.run_id = r.id and a.finished_at is null)
    and (
      (r.executor_at is null and r.admitted_at < clock_timestamp() - interval '2 seconds')
      or (r.executor_at < clock_timestamp() - interval '60 seconds'
        and coalesce(r.next_attempt_at, r.admitted_at) < clock_timestamp() - interval '60 seconds'
        and not exists (select 1 from attempts a
          where a.run_id = r.id and a.finished_at > clock_timestamp() - interval '60 seconds'))
    )
  order by r.admitted_at limit 200`);

/**
 * Returns running runs that no workflow executes: without an executor for 2 s, or without a live attempt for 60 s although one is due
 * (its workflow was terminated, or Temporal lost it). Those in `skip` are left out.
 */
export function findUnstartedRuns(sql: Sql, skip: readonly number[]): Promise<UnstartedRun[]> {
  return sql.query(FIND_UNSTARTED, [skip]);
}

const APPEND_WARNING = statement(`
  update runs set warnings = warnings || $2::jsonb where id = $1 and phase = 'running'`);

/** Adds a warning to a running run, which its next attempt writes into the log. */
export async function appendRunWarning(sql: Sql, runId: number, warning: string): Promise<void> {
  await sql.query(APPEND_WARNING, [runId, JSON.stringify([warning])]);
}

const FIND_CANCELLING = statement<{ id: number }>(`
  select r.id from runs r
  where r.phase = 'running' and r.cancel_requested_at is not null and r.id <> all($1::bigint[])
    and not exists (select 1 from attempts a where a.run_id = r.id and a.finished_at is null)
  limit 500`);

/** Returns running runs whose cancel was requested and that no attempt holds, but for those in `skip`. */
export function findUnleasedCancels(sql: Sql, skip: readonly number[]): Promise<{ id: number }[]> {
  return sql.query(FIND_CANCELLING, [skip]);
}
