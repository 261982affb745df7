import { Type } from 'typebox';
import { readIntegrationLabels } from '../../../src/db/stores/integrations/integration-labels.ts';
import {
  INTEGRATION_SORT_COLUMNS,
  listIntegrations,
} from '../../../src/db/stores/integrations/integration-repository.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { listQuery, pageOf, readListRequest, toListResponse } from '../../http/list-request.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { IntegrationSchema, toIntegrationJson } from '../../schemas/integration-schema.ts';

const path = '/v2/integrations';

export const listIntegrationsRoute = defineRoute({
  method: 'get',
  path,
  operationId: 'listIntegrations',
  summary: 'The integrations; archived ones only with archived=true.',
  access: READERS,
  isPandium: true,
  params: NoParams,
  query: Type.Object({ ...listQuery, archived: Type.Boolean({ default: false }) }),
  body: null,
  errors: [],
  responses: { 200: pageOf(IntegrationSchema) },
  async handler({ deps, scope, query }) {
    const request = readListRequest(query, INTEGRATION_SORT_COLUMNS, deps.signer);
    const page = await listIntegrations(deps.db, scope, { isArchived: query.archived }, request);
    const labels = await readIntegrationLabels(
      deps.db,
      page.items.map((item) => item.id),
    );
    const items = page.items.map((item) => toIntegrationJson(item, deps.runLimits, labels.get(item.id)));
    return toListResponse(page, items, request, { ...deps, path, query });
  },
});
