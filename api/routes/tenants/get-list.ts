import { Type } from 'typebox';
import { listTenants, TENANT_SORT_COLUMNS } from '../../../src/db/repositories/tenant-repository.ts';
import { readTenantStatus } from '../../../src/db/repositories/tenant-status.ts';
import { READERS } from '../../access.ts';
import { listQuery, readListRequest, toListAnswer } from '../../list-request.ts';
import { defineRoute } from '../../route.ts';
import { Id, NoParams } from '../../schemas/common-schema.ts';
import { TenantSchema, toTenantJson } from '../../schemas/tenant-schema.ts';

const path = '/v2/tenants';

export const getTenants = defineRoute({
  method: 'get',
  path,
  operationId: 'listTenants',
  summary: 'The tenants; archived ones only with archived=true.',
  access: READERS,
  isPandium: true,
  params: NoParams,
  query: Type.Object({
    ...listQuery,
    integration_id: Type.Optional(Id),
    user_name: Type.Optional(Type.String({ maxLength: 255, description: 'The end user.' })),
    archived: Type.Boolean({ default: false }),
  }),
  body: null,
  responses: { 200: { description: 'A page.', schema: Type.Array(TenantSchema) } },
  async handler({ deps, scope, query }) {
    const request = readListRequest(query, TENANT_SORT_COLUMNS, deps.signer);
    const { integration_id: integrationId = null, user_name: endUserId = null, archived: isArchived } = query;
    const page = await listTenants(deps.db, scope, { integrationId, endUserId, isArchived }, request);
    const status = await readTenantStatus(
      deps.db,
      page.items.map((tenant) => tenant.id),
    );
    const items = page.items.map((tenant) => toTenantJson(tenant, status.get(tenant.id)));
    return toListAnswer(page, items, request, { ...deps, path, query });
  },
});
