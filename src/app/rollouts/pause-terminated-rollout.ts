import type { Database } from '../../db/database.ts';
import { moveRollout } from '../../db/stores/rollouts/rollout-store.ts';
import { TEMPORAL_ACTOR } from '../../domain/rollouts/rollout-message.ts';
import { recordRolloutActivity } from './record-rollout-activity.ts';
import { requireRollout } from './require-rollout.ts';

const REASON = 'Its workflow was terminated in Temporal. Resume the rollout, abort it or roll it back.';

/**
 * Pauses a rollout whose workflow was terminated, because that person wants it to stop. A rollback goes on, as it has no other end.
 * Repeated, it changes nothing.
 */
export function pauseTerminatedRollout(db: Database, rolloutId: number): Promise<void> {
  return db.transaction(async (sql) => {
    const rollout = await requireRollout(sql, rolloutId, 'update');
    if (rollout.state === 'paused' || rollout.finishedAt !== null) return;
    const isPaused = await moveRollout(sql, rolloutId, { to: 'paused', reason: REASON, isWithholding: true });
    await recordRolloutActivity(sql, rollout, {
      actor: TEMPORAL_ACTOR,
      action: 'rollout.workflow_terminated',
      before: { state: rollout.state },
      after: { state: isPaused ? 'paused' : rollout.state },
    });
  });
}
