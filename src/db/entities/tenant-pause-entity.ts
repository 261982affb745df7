import { defineEntity, p } from '@mikro-orm/core';

export const TenantPauseEntity = defineEntity({
  name: 'TenantPause',
  tableName: 'tenant_pauses',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    tenantId: p.bigint('number'),
    pausedAt: p.datetime(),
    pausedBy: p.text(),
    note: p.text().nullable(),
    until: p.datetime().nullable(),
    resumedAt: p.datetime().nullable(),
    resumedBy: p.text().nullable(),
  },
});
