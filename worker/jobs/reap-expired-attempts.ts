import { reapRuns } from '../../src/app/runs/reap-runs.ts';
import type { Database } from '../../src/db/database.ts';
import { type BackgroundJob, QUEUE_INTERVAL_MS } from './background-job.ts';

/** Ends attempts of runs whose lease ran out: their worker was lost. */
export function reapExpiredAttempts(db: Database): BackgroundJob {
  return {
    name: 'reap-expired-attempts',
    intervalMs: QUEUE_INTERVAL_MS,
    wakeOn: ['reconnect'],
    run: (items) => reapRuns(db, items),
  };
}
