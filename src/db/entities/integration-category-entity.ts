import { defineEntity, p } from '@mikro-orm/core';

export const IntegrationCategoryEntity = defineEntity({
  name: 'IntegrationCategory',
  tableName: 'integration_categories',
  properties: {
    integrationId: p.bigint('number').primary(),
    categoryId: p.bigint('number').primary(),
  },
});
