import { randomUUID } from 'node:crypto';
import { Type } from 'typebox';
import { decideRollout, describeRefusal, type RolloutDecision } from '../../../src/domain/rollouts/rollout-decision.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { RolloutSchema } from '../../schemas/rollout-schema.ts';
import { requireOwnRollout, toRolloutResponse } from './rollout-response.ts';

/** A decision goes to the workflow as an Update, because the person who decides needs to see the result. */
export function defineDecisionRoute(decision: RolloutDecision, summary: string): Route {
  return defineRoute({
    method: 'post',
    path: `/v2/rollouts/{id}/${decision}`,
    operationId: `${decision}Rollout`,
    summary,
    access: HUB_ADMINS,
    isPandium: false,
    params: IdParams,
    query: Type.Object({}),
    body: null,
    requestHeaders: ['Idempotency-Key'],
    errors: ['not_found', 'rollout_state', 'temporal_unavailable'],
    responses: { 200: { description: 'The rollout as it is now.', schema: RolloutSchema } },
    async handler({ deps, actor, scope, params, headers }) {
      const rollout = await requireOwnRollout(deps.db, scope, params.id);
      if (decideRollout(rollout.state, decision) === null) {
        throw new AppError('rollout_state', describeRefusal(rollout.state));
      }
      const requestId = headers['idempotency-key'] ?? randomUUID();
      await deps.rollouts.decide({ rolloutId: rollout.id, decision, actor: actor.name, requestId });
      return toRolloutResponse(deps.db, { deps, scope }, await requireOwnRollout(deps.db, scope, params.id));
    },
  });
}
