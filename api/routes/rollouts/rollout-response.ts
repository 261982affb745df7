import type { Sql } from '../../../src/db/database.ts';
import { countPlacements } from '../../../src/db/stores/rollouts/rollout-progress-store.ts';
import { type RolloutRecord, readRollout } from '../../../src/db/stores/rollouts/rollout-store.ts';
import type { Scope } from '../../../src/domain/accounts/role.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { JsonResponse } from '../../http/define-route.ts';
import { toRolloutJson } from '../../schemas/rollout-schema.ts';

/** @throws AppError not_found, also where it is somebody else's */
export async function requireOwnRollout(sql: Sql, scope: Scope, id: number): Promise<RolloutRecord> {
  const rollout = await readRollout(sql, id);
  if (rollout && (scope.partnerId === null || scope.partnerId === rollout.partnerId)) return rollout;
  throw new AppError('not_found', 'There is no rollout with this id.');
}

/** The rollout as it is now. */
export async function toRolloutResponse(sql: Sql, rollout: RolloutRecord, status = 200): Promise<JsonResponse> {
  return { status, body: toRolloutJson(rollout, await countPlacements(sql, rollout.id)) };
}
