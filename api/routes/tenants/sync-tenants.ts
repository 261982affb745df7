import { Type } from 'typebox';
import { acceptTrigger } from '../../../src/app/runs/accept-trigger.ts';
import { findTenantIds } from '../../../src/db/stores/tenants/tenant-filter.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { writeOnceBySql } from '../../http/write-once.ts';
import { NoParams, OneOf } from '../../schemas/common-schema.ts';
import { BulkOutcomeSchema, changeEach } from '../bulk/bulk-request.ts';
import { bulkFields, readBulk } from './bulk-body.ts';

export const syncTenantsRoute = defineRoute({
  method: 'post',
  path: '/v2/tenants/bulk_sync',
  operationId: 'syncTenants',
  summary: 'Triggers a run of each tenant that a filter takes; dry_run counts them first. Takes an Idempotency-Key.',
  access: EDITORS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object({ ...bulkFields, mode: Type.Optional(OneOf(['init', 'normal'])) }),
  requestHeaders: ['Idempotency-Key'],
  errors: ['conflict'],
  responses: { 202: { description: 'How many were triggered.', schema: BulkOutcomeSchema } },
  async handler(request) {
    const { deps, actor, body } = request;
    const { scope, filter, expectedCount } = await readBulk(request, body);
    const mode = body.mode ?? 'normal';
    return writeOnceBySql('syncTenants', request, async (sql) => {
      const ids = await findTenantIds(sql, scope, { ...filter, isArchived: false });
      const trigger = {
        mode,
        source: 'api',
        body: null,
        headers: null,
        createdBy: actor.name,
        turn: 'by-job',
      } as const;
      const outcome = await changeEach(ids, expectedCount, async (tenantId) => {
        await acceptTrigger(deps, { ...trigger, tenantId }, sql);
      });
      return { status: 202, body: outcome };
    });
  },
});
