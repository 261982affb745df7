import { Type } from 'typebox';
import { pauseTenant } from '../../../src/app/schedules/pause-tenant.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { withoutUndefined } from '../../http/without-undefined.ts';
import { IdParams, Nullable, Time } from '../../schemas/common-schema.ts';
import { TenantSchema } from '../../schemas/tenant-schema.ts';
import { requireTenant } from './require-tenant.ts';
import { toTenantResponse } from './to-tenant-response.ts';

export const pauseTenantRoute = defineRoute({
  method: 'post',
  path: '/v2/tenants/{id}/pause',
  operationId: 'pauseTenant',
  summary:
    'Stops the schedule of a tenant; webhooks wait, syncs by hand go on. Of a paused one it changes note and until.',
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: Type.Object({
    note: Type.Optional(Nullable(Type.String({ maxLength: 1000 }))),
    until: Type.Optional(Nullable(Time)),
  }),
  isBodyRequired: false,
  errors: ['archived', 'not_found'],
  responses: { 200: { description: 'The tenant as it is now.', schema: TenantSchema, headers: ['ETag'] } },
  async handler({ deps, actor, scope, params, body }) {
    const { id: tenantId } = await requireTenant(deps.db, scope, params.id);
    const asked = withoutUndefined({
      note: body?.note,
      until: typeof body?.until === 'string' ? new Date(body.until) : body?.until,
    });
    await deps.db.transaction((sql) => pauseTenant(sql, deps.scheduleSpreadS, { tenantId, by: actor.name, ...asked }));
    return toTenantResponse(deps.db, deps.schemas, await requireTenant(deps.db, scope, tenantId));
  },
});
