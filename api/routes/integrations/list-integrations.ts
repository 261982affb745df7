import { Type } from 'typebox';
import {
  INTEGRATION_SORT_COLUMNS,
  listIntegrations,
} from '../../../src/db/stores/integrations/integration-repository.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { listQuery, pageOf, readListRequest, toListResponse } from '../../http/list-request.ts';
import { Id, NoParams } from '../../schemas/common-schema.ts';
import { IntegrationSchema, IntegrationType } from '../../schemas/integration-schema.ts';
import { IntegrationStates, readStates } from './integration-states.ts';
import { toIntegrationsJson } from './to-integration-response.ts';

const path = '/v2/integrations';

export const listIntegrationsRoute = defineRoute({
  method: 'get',
  path,
  operationId: 'listIntegrations',
  summary: 'The integrations; archived ones only with archived=true or state=archived.',
  access: READERS,
  isPandium: true,
  params: NoParams,
  query: Type.Object({
    ...listQuery,
    archived: Type.Boolean({ default: false }),
    state: Type.Optional(IntegrationStates),
    type: Type.Optional(IntegrationType),
    partner_id: Type.Optional(Id),
    search: Type.Optional(Type.String({ minLength: 1, maxLength: 255, description: 'A part of one of its names.' })),
  }),
  body: null,
  errors: [],
  responses: { 200: pageOf(IntegrationSchema) },
  async handler({ deps, scope, query }) {
    const request = readListRequest(query, INTEGRATION_SORT_COLUMNS, deps.signer);
    const { type, partner_id: partnerId, search } = query;
    const { states, isArchived } = readStates(query.state);
    const filter = {
      isArchived: isArchived === undefined ? query.archived : isArchived,
      states,
      type,
      partnerId,
      search,
    };
    const page = await listIntegrations(deps.db, scope, filter, request);
    const items = await toIntegrationsJson(deps.db, deps.runLimits, page.items);
    return toListResponse(page, items, request, { ...deps, path, query });
  },
});
