import { Type } from 'typebox';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { RolloutSchema } from '../../schemas/rollout-schema.ts';
import { requireOwnRollout, toRolloutResponse } from './rollout-response.ts';

export const getRolloutRoute = defineRoute({
  method: 'get',
  path: '/v2/rollouts/{id}',
  operationId: 'getRollout',
  summary: 'One rollout with its progress.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found'],
  responses: { 200: { description: 'The rollout.', schema: RolloutSchema } },
  async handler({ deps, scope, params }) {
    return toRolloutResponse(deps.db, { deps, scope }, await requireOwnRollout(deps.db, scope, params.id));
  },
});
