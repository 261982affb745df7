import type { Sql } from '../../db/database.ts';
import { findMovedChannel, findOtherOpenRollout, findRemovedRelease } from '../../db/stores/rollouts/rollback-store.ts';
import type { RolloutRecord } from '../../db/stores/rollouts/rollout-store.ts';

/**
 * Returns why a rollout that has ended can't be rolled back any more, in one sentence; null where it can. What it did has to be the newest
 * move of its channels, and what it goes back to still has to exist.
 */
export async function refuseLateRollback(sql: Sql, rollout: RolloutRecord): Promise<string | null> {
  const open = await findOtherOpenRollout(sql, rollout.integrationId, rollout.id);
  if (open !== null) return `Rollout ${open} of this integration is under way: wait for it or abort it.`;
  const moved = await findMovedChannel(sql, rollout);
  if (moved?.newer === null) return `${moved.name} has moved on since.`;
  if (moved) return `${moved.name} has moved on since: rollout ${moved.newer} is the one to roll back.`;
  const removed = await findRemovedRelease(sql, rollout.id, rollout.previousReleaseId);
  return removed === null
    ? null
    : `The artifact of release ${removed}, to which it would go back, was let go: rebuild it.`;
}
