import { defineEntity, p } from '@mikro-orm/core';

export const IntegrationConnectorEntity = defineEntity({
  name: 'IntegrationConnector',
  tableName: 'integration_connectors',
  properties: {
    integrationId: p.bigint('number').primary(),
    connectorId: p.bigint('number').primary(),
    isGlobal: p.boolean().default(false),
    position: p.integer().default(0),
  },
});
