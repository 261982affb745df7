import { Type } from 'typebox';
import { createRollout } from '../../../src/app/rollouts/create-rollout.ts';
import { requireRollout } from '../../../src/app/rollouts/require-rollout.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { writeOnce } from '../../http/write-once.ts';
import { Id, IdParams, Nullable } from '../../schemas/common-schema.ts';
import { GradualSchema, RolloutSchema } from '../../schemas/rollout-schema.ts';
import { readRolloutRequest } from '../rollouts/rollout-body.ts';
import { toRolloutResponse } from '../rollouts/rollout-response.ts';
import { requireIntegration } from './require-integration.ts';

export const setDefaultReleaseRoute = defineRoute({
  method: 'post',
  path: '/v2/integrations/{id}/default_release',
  operationId: 'setDefaultRelease',
  summary: 'Makes a ready release the default one and moves its followers, at once or in steps.',
  access: HUB_ADMINS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: Type.Object({ release_id: Id, gradual: Type.Optional(Nullable(GradualSchema)) }),
  requestHeaders: ['Idempotency-Key'],
  errors: ['archived', 'not_found', 'release_not_ready', 'rollout_running'],
  responses: { 200: { description: 'The rollout that moves the followers.', schema: RolloutSchema } },
  async handler(request) {
    const { deps, actor, scope, params, body } = request;
    const integration = await requireIntegration(deps.db, scope, params.id);
    const input = readRolloutRequest(integration.id, { ...body, channel: 'Default' }, actor.name);
    const started: number[] = [];
    const answer = await writeOnce('setDefaultRelease', request, async (unit) => {
      const { id } = await createRollout(unit, input);
      started.push(id);
      return toRolloutResponse(unit, { deps, scope }, await requireRollout(unit, id));
    });
    for (const id of started) deps.rollouts.start(id);
    return answer;
  },
});
