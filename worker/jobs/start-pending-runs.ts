import { type StartPendingRunsDeps, startPendingRuns as startRuns } from '../../src/app/runs/start-pending-runs.ts';
import { type BackgroundJob, QUEUE_INTERVAL_MS } from './background-job.ts';

/** Starts admitted runs that no worker executes: their start failed, or their workflow is gone. */
export function startPendingRuns(deps: StartPendingRunsDeps): BackgroundJob {
  return {
    name: 'start-pending-runs',
    intervalMs: QUEUE_INTERVAL_MS,
    wakeOn: ['reconnect'],
    run: (items) => startRuns(deps, items),
  };
}
