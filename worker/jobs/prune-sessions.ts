import type { Database } from '../../src/db/database.ts';
import { deleteExpiredRateLimits } from '../../src/db/stores/rate-limits/rate-limit-store.ts';
import { pruneSessions as prune } from '../../src/db/stores/sessions/session-store.ts';
import { type BackgroundJob, HOUR_MS } from './background-job.ts';

/** Removes sessions that have ended, and counts of attempts that no longer matter. */
export function pruneSessions(db: Database): BackgroundJob {
  const run = async (): Promise<number> => (await prune(db)) + (await deleteExpiredRateLimits(db));
  return { name: 'prune-sessions', intervalMs: HOUR_MS, wakeOn: [], run };
}
