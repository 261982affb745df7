import { pruneHookDeliveries as prune } from '../../src/app/source-control/claim-polls.ts';
import type { Database } from '../../src/db/database.ts';
import { type BackgroundJob, HOUR_MS } from './background-job.ts';

/** Deletes the records of webhook deliveries that git hosts no longer repeat. */
export function pruneHookDeliveries(db: Database): BackgroundJob {
  return { name: 'prune-hook-deliveries', intervalMs: HOUR_MS, wakeOn: [], run: () => prune(db) };
}
