import { Type } from 'typebox';
import { unarchiveTenant } from '../../../src/app/tenants/unarchive-tenant.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { TenantSchema } from '../../schemas/tenant-schema.ts';
import { toTenantResponse } from './to-tenant-response.ts';

export const unarchiveTenantRoute = defineRoute({
  method: 'post',
  path: '/v2/tenants/{id}/unarchive',
  operationId: 'unarchiveTenant',
  summary: 'Brings an archived tenant back as it was; what it missed is not caught up.',
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['archived', 'name_taken', 'not_found'],
  responses: { 200: { description: 'The tenant as it is now.', schema: TenantSchema, headers: ['ETag'] } },
  handler({ deps, actor, params }) {
    return inUnitOfWork(deps.db, async (unit) =>
      toTenantResponse(unit, deps.schemas, await unarchiveTenant(unit, actor, deps, params.id)),
    );
  },
});
