import { Type } from 'typebox';
import { archiveIntegration } from '../../../src/app/integrations/archive-integration.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { IntegrationSchema } from '../../schemas/integration-schema.ts';
import { toIntegrationResponse } from './to-integration-response.ts';

export const archiveIntegrationRoute = defineRoute({
  method: 'delete',
  path: '/v2/integrations/{id}',
  operationId: 'archiveIntegration',
  summary: 'Archives an integration that has no live tenants.',
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['has_live_tenants', 'not_found'],
  responses: { 200: { description: 'The archived integration.', schema: IntegrationSchema, headers: ['ETag'] } },
  handler({ deps, actor, params }) {
    return inUnitOfWork(deps.db, async (unit) => {
      return toIntegrationResponse(unit, deps.runLimits, await archiveIntegration(unit, actor, params.id), 200);
    });
  },
});
