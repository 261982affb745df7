import { defineEntity, p } from '@mikro-orm/core';

export const TenantRefreshEntity = defineEntity({
  name: 'TenantRefresh',
  tableName: 'tenant_refreshes',
  properties: {
    tenantId: p.bigint('number').primary(),
    runId: p.bigint('number'),
    releaseId: p.bigint('number').nullable(),
    phase: p.text().$type<'succeeded' | 'failed' | 'cancelled'>(),
    finishedAt: p.datetime(),
    errorClass: p.text().nullable(),
    errorMessage: p.text().nullable(),
  },
});
