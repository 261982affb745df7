import { reapBuilds } from '../../src/app/builds/reap-builds.ts';
import type { Database } from '../../src/db/database.ts';
import { type BackgroundJob, QUEUE_INTERVAL_MS } from './background-job.ts';

/** Ends attempts of builds whose lease ran out: their worker was lost. */
export function reapExpiredBuilds(db: Database): BackgroundJob {
  return {
    name: 'reap-expired-builds',
    intervalMs: QUEUE_INTERVAL_MS,
    wakeOn: ['reconnect'],
    run: (items) => reapBuilds(db, items),
  };
}
