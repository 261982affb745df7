import type { Sql } from '../../db/database.ts';
import { recordRunActivity } from '../../db/stores/activity/record-run-activity.ts';
import { findRunPhase } from '../../db/stores/runs/run-store.ts';
import { requestRunCancel } from '../../db/stores/runs/run-transitions.ts';
import { AppError } from '../../errors/app-error.ts';

export interface CancelRunInput {
  readonly runId: number;
  /** Who requested it: a person, a key, or `temporal` for a cancel in Temporal's UI. */
  readonly requestedBy: string;
}

/**
 * Requests the end of a run, in the given transaction. A queued run is cancelled by the same statement; a running one by the worker
 * that holds its attempt, or by a job. The first request leaves an entry in the activity log; a repeated one changes nothing.
 * @throws AppError `not_found`, `run_finished` (it had succeeded or failed)
 */
export async function requestCancelRun(sql: Sql, { runId, requestedBy }: CancelRunInput): Promise<void> {
  const request = await requestRunCancel(sql, runId, requestedBy);
  if (request?.isNew) {
    await recordRunActivity(sql, runId, { actor: requestedBy, action: 'run.cancel_requested', after: null });
  }
  if (request) return;
  const phase = await findRunPhase(sql, runId);
  if (phase === null) throw new AppError('not_found', `There is no run ${runId}.`);
  if (phase !== 'cancelled') throw new AppError('run_finished', `Run ${runId} has already ${phase}.`);
}
