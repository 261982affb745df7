import type { ExecuteTick } from '../src/app/runs/execute-tick.ts';
import type { RunExecutor } from '../src/app/runs/run-executor.ts';
import type { Database } from '../src/db/database.ts';
import { createExecuteRun } from './execute-run.ts';
import { createRequestRunCancel } from './request-run-cancel.ts';
import { retiredRunsActivities } from './retired-housekeeping.ts';
import { createTickTenant } from './tick-tenant.ts';

export interface ActivityDeps {
  readonly db: Database;
  readonly runs: Pick<RunExecutor, 'execute' | 'isDraining' | 'reportTerminatedWorkflow'>;
  readonly executeTick: ExecuteTick;
}

/** Every activity of the runs queue, by the name that workflows know. */
export function createActivities(deps: ActivityDeps) {
  return {
    executeRun: createExecuteRun(deps.runs),
    requestRunCancel: createRequestRunCancel(deps.db),
    tickTenant: createTickTenant(deps.executeTick),
    ...retiredRunsActivities,
  };
}

export type Activities = ReturnType<typeof createActivities>;
