import { cancelUnleasedRuns as cancelRuns } from '../../src/app/runs/reap-runs.ts';
import type { Database } from '../../src/db/database.ts';
import { type BackgroundJob, QUEUE_INTERVAL_MS } from './background-job.ts';

/** Ends running runs that are to be cancelled and that no attempt holds. */
export function cancelUnleasedRuns(db: Database): BackgroundJob {
  return {
    name: 'cancel-unleased-runs',
    intervalMs: QUEUE_INTERVAL_MS,
    wakeOn: ['cancel', 'reconnect'],
    run: (items) => cancelRuns(db, items),
  };
}
