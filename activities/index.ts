import type { Database } from '../src/db/database.ts';
import type { RunExecutor } from '../src/runs/run-executor.ts';
import { createExecuteRun } from './execute-run.ts';
import { createRequestRunCancel } from './request-run-cancel.ts';

export interface ActivityDeps {
  readonly db: Database;
  readonly runs: RunExecutor;
}

/** Every activity of the runs queue, by the name that workflows know. */
export function createActivities(deps: ActivityDeps) {
  return {
    executeRun: createExecuteRun(deps.runs),
    requestRunCancel: createRequestRunCancel(deps.db),
  };
}

export type Activities = ReturnType<typeof createActivities>;
