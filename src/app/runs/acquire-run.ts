import { type Sql, sqlState } from '../../db/database.ts';
import { LEASE_SECONDS } from '../attempts/index.ts';

/**
 * `final`: nothing to do. `leased`: another worker has a live attempt. `due-later`: the next attempt is due in `delayMs`.
 * `cancelling`: a cancel was asked for and nobody holds the run. `acquired`: this worker may start the attempt.
 */
export type AcquiredRun =
  | { readonly kind: 'final'; readonly phase: string }
  | { readonly kind: 'leased' }
  | { readonly kind: 'cancelling' }
  | { readonly kind: 'due-later'; readonly delayMs: number }
  | { readonly kind: 'acquired'; readonly attemptId: number; readonly attemptNumber: number; readonly logDay: string };

interface AcquireRow {
  readonly phase: string;
  readonly is_cancel_requested: boolean;
  readonly due_in_ms: number;
  readonly log_day: string;
  readonly attempt_id: number | null;
  readonly attempt_number: number | null;
}

/** Takes the lease of a run's next attempt for `workerId`, in one statement. */
export async function acquireRun(sql: Sql, runId: number, workerId: string): Promise<AcquiredRun> {
  try {
    const rows = await sql.query<AcquireRow>(ACQUIRE, [runId, workerId, LEASE_SECONDS]);
    return toAcquired(rows[0]);
  } catch (error) {
    // Two workers at once: the unique index on live attempts let the other one through.
    if (sqlState(error) === '23505') return { kind: 'leased' };
    throw error;
  }
}

function toAcquired(row: AcquireRow | undefined): AcquiredRun {
  if (!row) return { kind: 'final', phase: 'unknown' };
  if (row.phase !== 'running') return { kind: 'final', phase: row.phase };
  if (row.attempt_id !== null && row.attempt_number !== null) {
    return { kind: 'acquired', attemptId: row.attempt_id, attemptNumber: row.attempt_number, logDay: row.log_day };
  }
  if (row.is_cancel_requested) return { kind: 'cancelling' };
  return row.due_in_ms > 0 ? { kind: 'due-later', delayMs: row.due_in_ms } : { kind: 'leased' };
}

const ACQUIRE = `
  with run as (
    select id, phase, cancel_requested_at is not null as is_cancel_requested, log_day,
      greatest(0, ceil(extract(epoch from next_attempt_at - clock_timestamp()) * 1000))::int as due_in_ms
    from runs where id = $1 for update
  ),
  attempt as (
    insert into attempts (run_id, number, worker_id, state, lease_expires_at, first_log_line)
    select run.id, (select coalesce(max(number), 0) + 1 from attempts where run_id = $1), $2, 'leased',
      clock_timestamp() + make_interval(secs => $3),
      (select coalesce(max(last_line), 0) + 1 from log_chunks c where c.log_day = run.log_day and c.run_id = $1)
    from run
    where run.phase = 'running' and not run.is_cancel_requested and coalesce(run.due_in_ms, 0) = 0
      and not exists (select 1 from attempts where run_id = $1 and finished_at is null)
    returning id, number
  )
  select run.phase, run.is_cancel_requested, coalesce(run.due_in_ms, 0) as due_in_ms, run.log_day::text as log_day,
    attempt.id as attempt_id, attempt.number as attempt_number
  from run left join attempt on true`;
