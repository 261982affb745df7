import { Type } from 'typebox';
import { archiveTenant } from '../../../src/app/tenants/archive-tenant.ts';
import { findTenantIds } from '../../../src/db/stores/tenants/tenant-filter.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { BulkOutcomeSchema, changeEach } from '../bulk/bulk-request.ts';
import { bulkFields, readBulk } from './bulk-body.ts';

export const archiveTenantsRoute = defineRoute({
  method: 'post',
  path: '/v2/tenants/bulk_archive',
  operationId: 'archiveTenants',
  summary: 'Archives the tenants that a filter takes and cancels their queued runs; dry_run counts them first.',
  access: EDITORS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object(bulkFields),
  errors: ['conflict'],
  responses: { 200: { description: 'How many were archived.', schema: BulkOutcomeSchema } },
  async handler(request) {
    const { deps, actor, body } = request;
    const { scope, filter, expectedCount } = await readBulk(request, body);
    return inUnitOfWork(deps.db, async (unit) => {
      const ids = await findTenantIds(unit, scope, { ...filter, isArchived: false });
      const outcome = await changeEach(
        ids,
        expectedCount,
        async (id) => void (await archiveTenant(unit, actor, deps, id)),
      );
      return { status: 200, body: outcome };
    });
  },
});
