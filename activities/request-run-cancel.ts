import { requestCancelRun } from '../src/app/runs/cancel-run.ts';
import type { Database } from '../src/db/database.ts';
import { AppError } from '../src/errors/app-error.ts';

/** A cancel in the Temporal UI is a cancel request like any other; one of a run that has ended changes nothing. */
export function createRequestRunCancel(db: Database) {
  return async function requestRunCancel(input: { readonly runId: number }): Promise<void> {
    try {
      await db.transaction((sql) => requestCancelRun(sql, { runId: input.runId, requestedBy: 'temporal' }));
    } catch (error) {
      if (!(error instanceof AppError && (error.code === 'run_finished' || error.code === 'not_found'))) throw error;
    }
  };
}
