import type { Database } from '../../src/db/database.ts';
import { upsertWorker, type WorkerRegistration } from '../../src/db/stores/workers/worker-store.ts';
import type { BackgroundJob } from './background-job.ts';

const INTERVAL_MS = 5_000;

/** Says that this worker lives: its slots count while it is heard. */
export function heartbeatWorker(db: Database, describe: () => WorkerRegistration): BackgroundJob {
  return {
    name: 'heartbeat-worker',
    intervalMs: INTERVAL_MS,
    wakeOn: ['reconnect'],
    run: async () => {
      await upsertWorker(db, describe());
      return 1;
    },
  };
}
