import { Type } from 'typebox';
import { countPlacements } from '../../../src/db/stores/rollouts/rollout-progress-store.ts';
import { listRollouts } from '../../../src/db/stores/rollouts/rollout-store.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { Id, IdParams } from '../../schemas/common-schema.ts';
import { RolloutSchema, toRolloutJson } from '../../schemas/rollout-schema.ts';
import { requireIntegration } from '../integrations/require-integration.ts';

export const listRolloutsRoute = defineRoute({
  method: 'get',
  path: '/v2/integrations/{id}/rollouts',
  operationId: 'listRollouts',
  summary: 'The rollouts of an integration, newest first; before = the last id of the page before.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({
    limit: Type.Integer({ minimum: 1, maximum: 50, default: 20 }),
    before: Type.Optional(Id),
  }),
  body: null,
  errors: ['not_found'],
  responses: { 200: { description: 'A page.', schema: Type.Array(RolloutSchema) } },
  async handler({ deps, scope, params, query }) {
    const integration = await requireIntegration(deps.db, scope, params.id);
    const rollouts = await listRollouts(deps.db, integration.id, { before: query.before ?? null, limit: query.limit });
    const body = rollouts.map(async (rollout) => toRolloutJson(rollout, await countPlacements(deps.db, rollout.id)));
    return { status: 200, body: await Promise.all(body) };
  },
});
