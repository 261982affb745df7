import type { AdmissionRules } from '../../src/app/runs/admit-next-run.ts';
import { admitWaitingRuns as admitRuns } from '../../src/app/runs/admit-waiting-runs.ts';
import type { Database } from '../../src/db/database.ts';
import { type BackgroundJob, QUEUE_INTERVAL_MS } from './background-job.ts';

export interface AdmitWaitingRunsDeps extends AdmissionRules {
  readonly db: Database;
  readonly startRun: (runId: number) => Promise<void>;
}

/** Admits waiting runs while there are slots, and starts them. */
export function admitWaitingRuns(deps: AdmitWaitingRunsDeps): BackgroundJob {
  return {
    name: 'admit-waiting-runs',
    intervalMs: QUEUE_INTERVAL_MS,
    wakeOn: ['run', 'slot', 'reconnect'],
    run: async (items) => {
      const admitted = await admitRuns(deps.db, deps, items);
      // Not awaited: a slow Temporal must not delay the next admission. `start-pending-runs` makes up for a failure.
      for (const id of admitted) deps.startRun(id).catch((error: unknown) => items.report(error, 'run', id));
      return admitted.length;
    },
  };
}
