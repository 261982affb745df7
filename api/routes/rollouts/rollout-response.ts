import type { Static } from 'typebox';
import type { Sql } from '../../../src/db/database.ts';
import { countRolloutTenants, type RolloutCounts } from '../../../src/db/stores/rollouts/rollout-list.ts';
import { type RolloutRecord, readRollout } from '../../../src/db/stores/rollouts/rollout-store.ts';
import type { Scope } from '../../../src/domain/accounts/role.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { ApiDeps } from '../../http/api-deps.ts';
import type { JsonResponse } from '../../http/define-route.ts';
import { type RolloutSchema, toRolloutJson } from '../../schemas/rollout-schema.ts';

/** @throws AppError not_found, also where it belongs to another owner */
export async function requireOwnRollout(sql: Sql, scope: Scope, id: number): Promise<RolloutRecord> {
  const rollout = await readRollout(sql, id);
  if (rollout && (scope.partnerId === null || scope.partnerId === rollout.partnerId)) return rollout;
  throw new AppError('not_found', 'There is no rollout with this id.');
}

interface Viewer {
  readonly deps: Pick<ApiDeps, 'temporalLinks'>;
  readonly scope: Scope;
}

/** The rollout as it is now. */
export async function toRolloutResponse(
  sql: Sql,
  viewer: Viewer,
  rollout: RolloutRecord,
  status = 200,
): Promise<JsonResponse> {
  const [body] = await toRolloutsJson(sql, viewer, [rollout]);
  return { status, body };
}

/** Returns the rollouts as a caller sees them: people of the hub see where Temporal shows them. */
export async function toRolloutsJson(
  sql: Sql,
  { deps, scope }: Viewer,
  rollouts: readonly RolloutRecord[],
): Promise<Static<typeof RolloutSchema>[]> {
  const counts = await countRolloutTenants(
    sql,
    rollouts.map(({ id }) => id),
  );
  return rollouts.map((rollout) => {
    const temporalUrl = scope.partnerId === null ? deps.temporalLinks.rollout(rollout.id) : null;
    return toRolloutJson(rollout, counts.get(rollout.id) as RolloutCounts, temporalUrl);
  });
}
