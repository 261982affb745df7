import type { RefusedRolloutMessage } from '../../contracts/rollout-workflow.ts';
import type { Database } from '../../db/database.ts';
import { TEMPORAL_ACTOR } from '../../domain/rollouts/rollout-message.ts';
import { recordRolloutActivity } from './record-rollout-activity.ts';
import { requireRollout } from './require-rollout.ts';

const MAX_NAME_LENGTH = 200;

/** Records a Signal whose name means nothing to a rollout; it changes nothing else. */
export async function recordRefusedMessage(db: Database, { rolloutId, name }: RefusedRolloutMessage): Promise<void> {
  const rollout = await requireRollout(db, rolloutId);
  await recordRolloutActivity(db, rollout, {
    actor: TEMPORAL_ACTOR,
    action: 'rollout.decision_refused',
    before: { state: rollout.state },
    after: {
      decision: name.slice(0, MAX_NAME_LENGTH),
      source: 'signal',
      state: rollout.state,
      reason: 'A rollout knows no Signal of this name.',
    },
  });
}
