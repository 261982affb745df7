import { defineEntity, p } from '@mikro-orm/core';

export const TenantOptionEntity = defineEntity({
  name: 'TenantOption',
  tableName: 'tenant_options',
  properties: {
    tenantId: p.bigint('number').primary(),
    name: p.text().primary(),
    fetchedAt: p.datetime(),
    runId: p.bigint('number').nullable(),
    releaseId: p.bigint('number').nullable(),
  },
});
