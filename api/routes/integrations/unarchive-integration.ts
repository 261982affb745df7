import { Type } from 'typebox';
import { unarchiveIntegration } from '../../../src/app/integrations/unarchive-integration.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { IntegrationSchema } from '../../schemas/integration-schema.ts';
import { toIntegrationResponse } from './to-integration-response.ts';

export const unarchiveIntegrationRoute = defineRoute({
  method: 'post',
  path: '/v2/integrations/{id}/unarchive',
  operationId: 'unarchiveIntegration',
  summary: 'Brings an archived integration back in the state that it had; its tenants stay archived.',
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found'],
  responses: { 200: { description: 'The integration as it is now.', schema: IntegrationSchema, headers: ['ETag'] } },
  handler({ deps, actor, params }) {
    return inUnitOfWork(deps.db, async (unit) => {
      return toIntegrationResponse(unit, deps.runLimits, await unarchiveIntegration(unit, actor, params.id), 200);
    });
  },
});
