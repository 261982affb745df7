import type { Sql } from '../../db/database.ts';
import { lockRollout, type RolloutRecord, readRollout } from '../../db/stores/rollouts/rollout-store.ts';

/** @throws Error where there is none: callers have its id from the table */
export async function requireRollout(
  sql: Sql,
  id: number,
  lock: 'none' | 'share' | 'update' = 'none',
): Promise<RolloutRecord> {
  const rollout = lock === 'none' ? await readRollout(sql, id) : await lockRollout(sql, id, lock);
  if (!rollout) throw new Error(`There is no rollout ${id}.`);
  return rollout;
}
