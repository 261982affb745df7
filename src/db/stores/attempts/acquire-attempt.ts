import type { RunPhase } from '../../../domain/runs/run-phase.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';
import { LEASE_END } from './attempt-store.ts';

export interface AcquiredAttempt {
  readonly phase: RunPhase;
  readonly isCancelRequested: boolean;
  /** Milliseconds until the next attempt is due, 0 where it is due now. */
  readonly dueInMs: number;
  /** The day whose partition keeps the run's log, `2026-01-31`. */
  readonly logDay: string;
  /** Null where no attempt was inserted. */
  readonly attemptId: number | null;
  readonly attemptNumber: number | null;
}

const ACQUIRE = statement<AcquiredAttempt>(`
  with run as (
    select id, phase, cancel_requested_at is not null as is_cancel_requested, log_day,
      greatest(0, ceil(extract(epoch from next_attempt_at - clock_timestamp()) * 1000))::int as due_in_ms
    from runs where id = $1 for update
  ),
  attempt as (
    insert into attempts (run_id, number, worker_id, state, lease_expires_at, first_log_line)
    select run.id, (select coalesce(max(number), 0) + 1 from attempts where run_id = $1), $2, 'leased', ${LEASE_END},
      (select coalesce(max(last_line), 0) + 1 from log_chunks c where c.log_day = run.log_day and c.run_id = $1)
    from run
    where run.phase = 'running' and not run.is_cancel_requested and coalesce(run.due_in_ms, 0) = 0
      and not exists (select 1 from attempts where run_id = $1 and finished_at is null)
    returning id, number
  )
  select run.phase, run.is_cancel_requested as "isCancelRequested", coalesce(run.due_in_ms, 0) as "dueInMs",
    run.log_day::text as "logDay", attempt.id as "attemptId", attempt.number as "attemptNumber"
  from run left join attempt on true`);

/**
 * Locks a run and inserts its next attempt with a fresh lease, where it is running, no attempt is live, the next one is due and no
 * cancel was requested. Returns null where there is no such run. A unique index refuses a second live attempt.
 */
export async function acquireAttempt(sql: Sql, runId: number, workerId: string): Promise<AcquiredAttempt | null> {
  return (await sql.query(ACQUIRE, [runId, workerId]))[0] ?? null;
}
