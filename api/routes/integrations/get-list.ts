import { Type } from 'typebox';
import { readIntegrationLabels } from '../../../src/db/repositories/integration-labels.ts';
import { INTEGRATION_SORT_COLUMNS, listIntegrations } from '../../../src/db/repositories/integration-repository.ts';
import { READERS } from '../../access.ts';
import { listQuery, readListRequest, toListAnswer } from '../../list-request.ts';
import { defineRoute } from '../../route.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { IntegrationSchema, toIntegrationJson } from '../../schemas/integration-schema.ts';

const path = '/v2/integrations';

export const getIntegrations = defineRoute({
  method: 'get',
  path,
  operationId: 'listIntegrations',
  summary: 'The integrations; archived ones only with archived=true.',
  access: READERS,
  isPandium: true,
  params: NoParams,
  query: Type.Object({ ...listQuery, archived: Type.Boolean({ default: false }) }),
  body: null,
  responses: { 200: { description: 'A page.', schema: Type.Array(IntegrationSchema) } },
  async handler({ deps, scope, query }) {
    const request = readListRequest(query, INTEGRATION_SORT_COLUMNS, deps.signer);
    const page = await listIntegrations(deps.db, scope, { isArchived: query.archived }, request);
    const labels = await readIntegrationLabels(
      deps.db,
      page.items.map((item) => item.id),
    );
    const items = page.items.map((item) => toIntegrationJson(item, deps.runLimits, labels.get(item.id)));
    return toListAnswer(page, items, request, { ...deps, path, query });
  },
});
