import { Type } from 'typebox';
import { TENANT_SORT_COLUMNS } from '../../../src/db/stores/tenants/tenant-filter.ts';
import { listTenants } from '../../../src/db/stores/tenants/tenant-repository.ts';
import { requireStatus } from '../../../src/db/stores/tenants/tenant-status.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { listQuery, pageOf, readListRequest, toListResponse } from '../../http/list-request.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { TenantSchema, toTenantJson } from '../../schemas/tenant-schema.ts';
import { readShownStatus } from './read-shown-status.ts';
import { tenantFilters, toTenantFilter } from './tenant-filter-fields.ts';

const path = '/v2/tenants';

export const listTenantsRoute = defineRoute({
  method: 'get',
  path,
  operationId: 'listTenants',
  summary: 'The tenants; archived ones only with archived=true.',
  access: READERS,
  isPandium: true,
  params: NoParams,
  query: Type.Object({
    ...listQuery,
    ...tenantFilters,
    user_name: Type.Optional(Type.String({ maxLength: 255, description: 'The end user.' })),
    archived: Type.Boolean({ default: false }),
  }),
  body: null,
  errors: [],
  responses: { 200: pageOf(TenantSchema) },
  async handler({ deps, scope, query }) {
    const request = readListRequest(query, TENANT_SORT_COLUMNS, deps.signer);
    const isArchived = query.status === 'archived' || query.archived;
    const filter = { ...toTenantFilter(query), endUserId: query.user_name ?? null, isArchived };
    const page = await listTenants(deps.db, scope, filter, request);
    const status = await readShownStatus(deps.db, deps.schemas, page.items);
    const items = page.items.map((tenant) => toTenantJson(tenant, requireStatus(status, tenant.id)));
    return toListResponse(page, items, request, { ...deps, path, query });
  },
});
