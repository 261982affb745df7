import { Type } from 'typebox';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { archiveIntegration } from '../../../src/integrations/archive-integration.ts';
import { EDITORS } from '../../access.ts';
import { defineRoute } from '../../route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { IntegrationSchema } from '../../schemas/integration-schema.ts';
import { toIntegrationAnswer } from './to-integration-answer.ts';

export const deleteIntegration = defineRoute({
  method: 'delete',
  path: '/v2/integrations/{id}',
  operationId: 'archiveIntegration',
  summary: 'Archives an integration that has no live tenants.',
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  responses: { 200: { description: 'The archived integration.', schema: IntegrationSchema } },
  handler({ deps, actor, params }) {
    return inUnitOfWork(deps.db, async (unit) => {
      return toIntegrationAnswer(unit, deps.runLimits, await archiveIntegration(unit, actor, params.id), 200);
    });
  },
});
