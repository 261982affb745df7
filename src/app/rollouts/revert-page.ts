import type { RolloutPage, RolloutPageResult } from '../../contracts/rollout-workflow.ts';
import type { Database, Sql } from '../../db/database.ts';
import { revertTenants } from '../../db/stores/rollouts/rollback-store.ts';
import { lockPlacements, type PlacedTenant, placeTenants } from '../../db/stores/rollouts/rollout-page-store.ts';
import type { BulkSelection, RolloutRecord } from '../../db/stores/rollouts/rollout-store.ts';
import { lockTenantsById } from '../../db/stores/tenants/tenant-release-store.ts';
import { requireRollout } from './require-rollout.ts';

/**
 * Takes the tenants of a page back to where the rollout found them: those that it moved or held, and those that it had not reached but
 * that came to its release by themselves. One that was moved on since then stays.
 */
export function revertPage(db: Database, page: RolloutPage): Promise<RolloutPageResult> {
  return db.transaction(async (sql) => {
    const rollout = await requireRollout(sql, page.rolloutId, 'share');
    if (rollout.state !== 'rolling_back') return { isStopped: true, moved: 0, held: 0 };
    const placed = await lockPlacements(sql, page, 'toRevert');
    await lockTenantsById(
      sql,
      placed.map(({ id }) => id),
    );
    const reverted = await revert(sql, rollout, placed);
    return { isStopped: false, moved: reverted, held: 0 };
  });
}

async function revert(sql: Sql, rollout: RolloutRecord, placed: readonly PlacedTenant[]): Promise<number> {
  const { toChannel = null } = rollout.selection as Partial<BulkSelection>;
  const reverted = await revertTenants(sql, {
    rolloutId: rollout.id,
    releaseId: rollout.releaseId,
    tenantIds: placed.map(({ id }) => id),
    ...(rollout.cause === 'bulk' && { bulkChannel: toChannel }),
  });
  const isReverted = new Set(reverted);
  const skipped = placed.filter(({ id, state }) => state !== 'pending' && !isReverted.has(id)).map(({ id }) => id);
  await placeTenants(sql, { rolloutId: rollout.id, tenantIds: reverted, state: 'reverted' });
  await placeTenants(sql, { rolloutId: rollout.id, tenantIds: skipped, state: 'skipped' });
  return reverted.length;
}
