import type { Database } from '../../src/db/database.ts';
import { ensureLogPartitions } from '../../src/db/stores/run-logs/log-partition-store.ts';
import { type BackgroundJob, HOUR_MS } from './background-job.ts';

/** Creates the partitions of the log for the next days. */
export function createLogPartitions(db: Database): BackgroundJob {
  return {
    name: 'create-log-partitions',
    intervalMs: HOUR_MS,
    wakeOn: [],
    run: async () => {
      await ensureLogPartitions(db);
      return 0;
    },
  };
}
