import type { Database } from '../../db/database.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { TEMPORAL_ACTOR } from '../../domain/rollouts/rollout-message.ts';
import { ROLLOUT_TRANSITIONS } from '../../domain/rollouts/rollout-state.ts';
import { canTransition } from '../../domain/state-machine.ts';
import { requireRollout } from './rollout-record.ts';

const REASON = 'Its workflow was terminated in Temporal. Resume the rollout, abort it or roll it back.';

/**
 * Pauses a rollout whose workflow somebody terminated: whoever does that wants it to stop. A rollback goes on, as it has no other end.
 * Repeated, it changes nothing.
 */
export function pauseTerminatedRollout(db: Database, rolloutId: number): Promise<void> {
  return db.transaction(async (sql) => {
    const rollout = await requireRollout(sql, rolloutId, 'update');
    if (rollout.state === 'paused' || rollout.finishedAt !== null) return;
    const isPaused = canTransition(ROLLOUT_TRANSITIONS, rollout.state, 'paused');
    if (isPaused) {
      await sql.query(
        `update rollouts set state = 'paused', reason = $2, is_withholding = channels <> '{}', modified_at = clock_timestamp() where id = $1`,
        [rolloutId, REASON],
      );
    }
    await recordActivity(sql, {
      actor: TEMPORAL_ACTOR,
      action: 'rollout.workflow_terminated',
      subjectKind: 'rollout',
      subjectId: rollout.id,
      integrationId: rollout.integrationId,
      partnerId: rollout.partnerId,
      before: { state: rollout.state },
      after: { state: isPaused ? 'paused' : rollout.state },
    });
  });
}
