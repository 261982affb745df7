import { CANCEL_CHANNEL, PROGRESS_CHANNEL, WAKE_RELAY_CHANNEL } from '../../contracts/task-queues.ts';
import type { Database, Sql } from '../../db/database.ts';
import { AppError } from '../../errors/app-error.ts';

export interface CancelRunInput {
  readonly runId: number;
  readonly requestedBy: string;
}

/**
 * Asks for a run's end. A queued one is cancelled by the same statement; a running one by whoever holds its attempt, or by
 * the relay. Asking again changes nothing.
 * @throws AppError `not_found`, `run_finished` (it had succeeded or failed)
 */
export async function requestCancelRun(db: Database, input: CancelRunInput, sql: Sql = db): Promise<void> {
  const rows = await sql.query<{ phase: string }>(REQUEST, [input.runId, input.requestedBy]);
  if (rows.length > 0) return;
  const present = await sql.query<{ phase: string }>(`select phase from runs where id = $1`, [input.runId]);
  const phase = present[0]?.phase;
  if (phase === undefined) throw new AppError('not_found', `There is no run ${input.runId}.`);
  if (phase !== 'cancelled') throw new AppError('run_finished', `Run ${input.runId} has already ${phase}.`);
}

const REQUEST = `
  with asked as (
    update runs set
      cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp()),
      cancel_requested_by = coalesce(cancel_requested_by, $2),
      phase = case when phase = 'queued' then 'cancelled' else phase end,
      finished_at = case when phase = 'queued' then clock_timestamp() end,
      is_log_complete = phase = 'queued'
    where id = $1 and phase in ('queued', 'running')
    returning id, phase
  )
  select phase, pg_notify('${CANCEL_CHANNEL}', 'run:' || id), pg_notify('${WAKE_RELAY_CHANNEL}', ''),
    pg_notify('${PROGRESS_CHANNEL}', 'run:' || id) from asked`;
