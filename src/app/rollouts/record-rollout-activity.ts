import type { Sql } from '../../db/database.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import type { RolloutRecord } from '../../db/stores/rollouts/rollout-store.ts';

export interface RolloutActivity {
  readonly actor: string;
  /** `rollout.completed` … */
  readonly action: string;
  readonly before?: object;
  readonly after: object;
}

/** Adds an entry about the rollout to the activity log, in the transaction of the write that it is about. */
export function recordRolloutActivity(sql: Sql, rollout: RolloutRecord, entry: RolloutActivity): Promise<void> {
  const { id, integrationId, partnerId } = rollout;
  return recordActivity(sql, { ...entry, subjectKind: 'rollout', subjectId: id, integrationId, partnerId });
}
