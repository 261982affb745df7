import { Type } from 'typebox';
import { TENANT_SORT_COLUMNS, TENANT_STATUSES } from '../../../src/db/stores/tenants/tenant-filter.ts';
import { listTenants } from '../../../src/db/stores/tenants/tenant-repository.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { listQuery, pageOf, readListRequest, toListResponse } from '../../http/list-request.ts';
import { Id, NoParams, OneOf } from '../../schemas/common-schema.ts';
import { TenantSchema, toTenantJson } from '../../schemas/tenant-schema.ts';
import { readShownStatus } from './read-shown-status.ts';

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
    integration_id: Type.Optional(Id),
    user_name: Type.Optional(Type.String({ maxLength: 255, description: 'The end user.' })),
    archived: Type.Boolean({ default: false }),
    partner_id: Type.Optional(Id),
    status: Type.Optional(OneOf(TENANT_STATUSES)),
    needs_attention: Type.Optional(Type.Boolean()),
    search: Type.Optional(
      Type.String({ minLength: 1, maxLength: 255, description: "A part of the name or of the end user's id." }),
    ),
  }),
  body: null,
  errors: [],
  responses: { 200: pageOf(TenantSchema) },
  async handler({ deps, scope, query }) {
    const request = readListRequest(query, TENANT_SORT_COLUMNS, deps.signer);
    const { integration_id: integrationId = null, user_name: endUserId = null, search, status: wanted } = query;
    const filter = {
      ...{ integrationId, endUserId, search, status: wanted, isArchived: wanted === 'archived' || query.archived },
      ...{ partnerId: query.partner_id, needsAttention: query.needs_attention },
    };
    const page = await listTenants(deps.db, scope, filter, request);
    const status = await readShownStatus(deps.db, deps.schemas, page.items);
    const items = page.items.map((tenant) => toTenantJson(tenant, status.get(tenant.id)));
    return toListResponse(page, items, request, { ...deps, path, query });
  },
});
