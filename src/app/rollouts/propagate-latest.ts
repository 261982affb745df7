import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import type { Database } from '../../db/database.ts';
import { listPendingPropagations } from '../../db/stores/rollouts/rollout-queue-store.ts';
import { AppError } from '../../errors/app-error.ts';
import { createRollout } from './create-rollout.ts';

/** The actor of rollouts that start by themselves. */
const HUB = 'hub';
const MAX_PROPAGATIONS = 20;

/** Starts a propagation for each ready release that has become the latest one of followers. Returns how many. */
export async function propagateLatest(db: Database, items: ItemRunner): Promise<number> {
  const pending = await listPendingPropagations(db, MAX_PROPAGATIONS, items.backedOff('integration'));
  return items.forEach({
    kind: 'integration',
    items: pending.map(({ integrationId, releaseId }) => ({ id: integrationId, releaseId })),
    work: async ({ id: integrationId, releaseId }) => {
      const request = { integrationId, releaseId, channel: null, selection: null, gradual: null, startedBy: HUB };
      try {
        await db.transaction((sql) => createRollout(sql, { ...request, cause: 'release' }));
        return true;
      } catch (error) {
        if (error instanceof AppError && error.code === 'archived') return false;
        throw error;
      }
    },
  });
}
