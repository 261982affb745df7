import type { Database } from '../../db/database.ts';
import {
  analyzeRolloutTenants,
  insertRolloutTenants,
  markPlanned,
} from '../../db/stores/rollouts/affected-tenant-store.ts';
import { requireRollout } from './require-rollout.ts';

/** Gives each affected tenant its place in the order; a random one where the rollout is gradual. A repeat changes nothing. */
export function planRollout(db: Database, rolloutId: number): Promise<void> {
  return db.transaction(async (sql) => {
    const rollout = await requireRollout(sql, rolloutId, 'update');
    if (rollout.isPlanned || rollout.state !== 'running') return;
    await insertRolloutTenants(sql, rollout);
    await markPlanned(sql, rolloutId);
    await analyzeRolloutTenants(sql);
  });
}
