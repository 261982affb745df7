import { type Static, Type } from 'typebox';
import { listRolloutIds, ROLLOUT_SORT_COLUMNS } from '../../../src/db/stores/rollouts/rollout-list.ts';
import { readRollouts } from '../../../src/db/stores/rollouts/rollout-store.ts';
import { READERS } from '../../http/access.ts';
import type { JsonResponse, RouteRequest } from '../../http/define-route.ts';
import { defineRoute } from '../../http/define-route.ts';
import { listQuery, pageOf, readListRequest, toListResponse } from '../../http/list-request.ts';
import { Id, IdParams } from '../../schemas/common-schema.ts';
import { RolloutSchema, RolloutStateSchema } from '../../schemas/rollout-schema.ts';
import { requireIntegration } from '../integrations/require-integration.ts';
import { toRolloutsJson } from './rollout-response.ts';

const RolloutQuery = Type.Object({
  ...listQuery,
  state: Type.Optional(RolloutStateSchema),
  is_finished: Type.Optional(Type.Boolean({ description: 'Whether it has ended.' })),
  release_id: Type.Optional(Id),
});

const HubQuery = Type.Object({
  ...RolloutQuery.properties,
  integration_id: Type.Optional(Id),
  partner_id: Type.Optional(Id),
});

export const listRolloutsRoute = defineRoute({
  method: 'get',
  path: '/v2/integrations/{id}/rollouts',
  operationId: 'listRollouts',
  summary: 'The rollouts of an integration, newest first unless sorted otherwise.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: RolloutQuery,
  body: null,
  errors: ['not_found'],
  responses: { 200: pageOf(RolloutSchema) },
  async handler(request) {
    const { deps, scope, params, query } = request;
    const { id } = await requireIntegration(deps.db, scope, params.id);
    return listPage(request, `/v2/integrations/${id}/rollouts`, { ...query, integration_id: id }, query);
  },
});

export const listAllRolloutsRoute = defineRoute({
  method: 'get',
  path: '/v2/rollouts',
  operationId: 'listAllRollouts',
  summary: 'The rollouts of the hub, newest first unless sorted otherwise.',
  access: READERS,
  isPandium: false,
  params: Type.Object({}),
  query: HubQuery,
  body: null,
  errors: [],
  responses: { 200: pageOf(RolloutSchema) },
  handler: (request) => listPage(request, '/v2/rollouts', request.query, request.query),
});

async function listPage(
  { deps, scope }: Pick<RouteRequest<unknown, unknown, unknown>, 'deps' | 'scope'>,
  path: string,
  filter: Static<typeof HubQuery>,
  query: Static<typeof RolloutQuery>,
): Promise<JsonResponse> {
  const request = readListRequest({ sort_by: 'id__DESC', ...query }, ROLLOUT_SORT_COLUMNS, deps.signer);
  const { state, is_finished: isFinished, release_id: releaseId, partner_id: partnerId } = filter;
  const wanted = { integrationId: filter.integration_id, partnerId, releaseId, state, isFinished };
  const page = await listRolloutIds(deps.db, scope, wanted, request);
  const rollouts = await readRollouts(
    deps.db,
    page.items.map(({ id }) => id),
  );
  return toListResponse(page, await toRolloutsJson(deps.db, { deps, scope }, rollouts), request, {
    ...deps,
    path,
    query,
  });
}
