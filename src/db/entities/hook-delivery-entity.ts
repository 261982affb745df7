import { defineEntity, p } from '@mikro-orm/core';

export const HookDeliveryEntity = defineEntity({
  name: 'HookDelivery',
  tableName: 'hook_deliveries',
  properties: {
    integrationId: p.bigint('number').primary(),
    delivery: p.text().primary(),
    beforeSha: p.text().nullable(),
    afterSha: p.text(),
    receivedAt: p.datetime().defaultRaw('now()'),
  },
});
