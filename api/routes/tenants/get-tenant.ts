import { Type } from 'typebox';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { TenantSchema } from '../../schemas/tenant-schema.ts';
import { requireTenant } from './require-tenant.ts';
import { toTenantResponse } from './to-tenant-response.ts';

export const getTenantRoute = defineRoute({
  method: 'get',
  path: '/v2/tenants/{id}',
  operationId: 'getTenant',
  summary: 'One tenant.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  requestHeaders: ['If-None-Match'],
  errors: ['not_found'],
  responses: { 200: { description: 'The tenant.', schema: TenantSchema, headers: ['ETag'] } },
  async handler({ deps, scope, params }) {
    return toTenantResponse(deps.db, deps.schemas, await requireTenant(deps.db, scope, params.id));
  },
});
