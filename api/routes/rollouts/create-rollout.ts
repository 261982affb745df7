import { Type } from 'typebox';
import { createRollout } from '../../../src/app/rollouts/create-rollout.ts';
import { requireRollout } from '../../../src/app/rollouts/require-rollout.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { writeOnce } from '../../http/write-once.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { RolloutSchema } from '../../schemas/rollout-schema.ts';
import { requireIntegration } from '../integrations/require-integration.ts';
import { RolloutBody, readRolloutRequest } from './rollout-body.ts';
import { toRolloutResponse } from './rollout-response.ts';

export const createRolloutRoute = defineRoute({
  method: 'post',
  path: '/v2/integrations/{id}/rollouts',
  operationId: 'createRollout',
  summary: 'Moves a channel or tenants in bulk, at once or in steps; preview it first. Takes an Idempotency-Key.',
  access: HUB_ADMINS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: RolloutBody,
  // Many tenants may be named one by one.
  bodyLimitBytes: 2 * 1024 * 1024,
  requestHeaders: ['Idempotency-Key'],
  errors: ['archived', 'not_found', 'release_not_ready', 'rollout_running'],
  responses: { 201: { description: 'The rollout.', schema: RolloutSchema } },
  async handler(request) {
    const { deps, actor, scope, params, body } = request;
    const integration = await requireIntegration(deps.db, scope, params.id);
    const input = readRolloutRequest(integration.id, body, actor.name);
    const started: number[] = [];
    const answer = await writeOnce('createRollout', request, async (unit) => {
      const { id } = await createRollout(unit, input);
      started.push(id);
      return toRolloutResponse(unit, { deps, scope }, await requireRollout(unit, id), 201);
    });
    for (const id of started) deps.rollouts.start(id);
    return answer;
  },
});
