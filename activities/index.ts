import type { ExecuteTick } from '../src/app/runs/execute-tick.ts';
import type { RunExecutor } from '../src/app/runs/run-executor.ts';
import type { DispatchDue } from '../src/app/schedules/dispatch-due.ts';
import type { Database } from '../src/db/database.ts';
import { createDispatchSyncs } from './dispatch-syncs.ts';
import { createExecuteRun } from './execute-run.ts';
import { createRequestRunCancel } from './request-run-cancel.ts';
import { createTickTenant } from './tick-tenant.ts';

export interface ActivityDeps {
  readonly db: Database;
  readonly runs: Pick<RunExecutor, 'execute' | 'isDraining' | 'reportTerminatedWorkflow'>;
  readonly executeTick: ExecuteTick;
  readonly dispatchDue: DispatchDue;
}

/** Every activity of the runs queue, by the name that workflows know. */
export function createActivities(deps: ActivityDeps) {
  return {
    executeRun: createExecuteRun(deps.runs),
    requestRunCancel: createRequestRunCancel(deps.db),
    tickTenant: createTickTenant(deps.executeTick),
    dispatchSyncs: createDispatchSyncs(deps.dispatchDue),
  };
}

export type Activities = ReturnType<typeof createActivities>;
