import { Type } from 'typebox';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { IntegrationSchema } from '../../schemas/integration-schema.ts';
import { requireIntegration } from './require-integration.ts';
import { toIntegrationResponse } from './to-integration-response.ts';

export const getIntegrationRoute = defineRoute({
  method: 'get',
  path: '/v2/integrations/{id}',
  operationId: 'getIntegration',
  summary: 'One integration.',
  access: READERS,
  isPandium: true,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  requestHeaders: ['If-None-Match'],
  errors: ['not_found'],
  responses: { 200: { description: 'The integration.', schema: IntegrationSchema, headers: ['ETag'] } },
  async handler({ deps, scope, params }) {
    return toIntegrationResponse(deps.db, deps.runLimits, await requireIntegration(deps.db, scope, params.id), 200);
  },
});
