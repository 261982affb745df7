import type { Sql } from '../../db/database.ts';
import { acquireReleaseNumber, insertRelease, type NewRelease } from '../../db/stores/releases/build-queue-store.ts';

export interface QueuedRelease {
  readonly id: number;
  readonly number: number;
  readonly branch: string;
  readonly isTracking: boolean;
}

/** Inserts a queued release under the integration's next number and wakes the job that builds it. The caller holds the integration's lock. */
export async function insertQueuedRelease(sql: Sql, release: NewRelease): Promise<QueuedRelease> {
  const number = await acquireReleaseNumber(sql, release.integrationId);
  const id = await insertRelease(sql, { ...release, number });
  return { id, number, branch: release.branch, isTracking: release.isTracking };
}
