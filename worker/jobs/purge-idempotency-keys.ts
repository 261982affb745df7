import type { Database } from '../../src/db/database.ts';
import { purgeIdempotencyKeys as purge } from '../../src/db/stores/idempotency-keys/purge-idempotency-keys.ts';
import { type BackgroundJob, HOUR_MS } from './background-job.ts';

const KEPT_HOURS = 48;

/** Deletes idempotency keys that clients no longer repeat. */
export function purgeIdempotencyKeys(db: Database): BackgroundJob {
  return { name: 'purge-idempotency-keys', intervalMs: HOUR_MS, wakeOn: [], run: () => purge(db, KEPT_HOURS) };
}
