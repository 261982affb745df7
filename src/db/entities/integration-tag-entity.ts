import { defineEntity, p } from '@mikro-orm/core';

export const IntegrationTagEntity = defineEntity({
  name: 'IntegrationTag',
  tableName: 'integration_tags',
  properties: {
    integrationId: p.bigint('number').primary(),
    tagId: p.bigint('number').primary(),
  },
});
