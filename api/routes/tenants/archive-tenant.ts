import { Type } from 'typebox';
import { archiveTenant } from '../../../src/app/tenants/archive-tenant.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { TenantSchema } from '../../schemas/tenant-schema.ts';
import { toTenantResponse } from './to-tenant-response.ts';

export const archiveTenantRoute = defineRoute({
  method: 'delete',
  path: '/v2/tenants/{id}',
  operationId: 'archiveTenant',
  summary: 'Archives a tenant and cancels its queued runs.',
  access: EDITORS,
  isPandium: true,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found'],
  responses: { 200: { description: 'The archived tenant.', schema: TenantSchema, headers: ['ETag'] } },
  handler({ deps, actor, params }) {
    return inUnitOfWork(deps.db, async (unit) =>
      toTenantResponse(unit, deps.schemas, await archiveTenant(unit, actor, deps, params.id)),
    );
  },
});
