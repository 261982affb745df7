import { Type } from 'typebox';
import { resumeTenant } from '../../../src/app/schedules/pause-tenant.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { TenantSchema } from '../../schemas/tenant-schema.ts';
import { requireTenant } from './require-tenant.ts';
import { toTenantResponse } from './to-tenant-response.ts';

export const resumeTenantRoute = defineRoute({
  method: 'post',
  path: '/v2/tenants/{id}/resume',
  operationId: 'resumeTenant',
  summary: 'Ends the pause of a tenant: it syncs again from its next time on, nothing is caught up.',
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['archived', 'not_found'],
  responses: { 200: { description: 'The tenant as it is now.', schema: TenantSchema, headers: ['ETag'] } },
  async handler({ deps, actor, scope, params }) {
    const { id: tenantId } = await requireTenant(deps.db, scope, params.id);
    await deps.db.transaction((sql) => resumeTenant(sql, deps.scheduleSpreadS, tenantId, actor.name));
    return toTenantResponse(deps.db, deps.schemas, await requireTenant(deps.db, scope, tenantId));
  },
});
