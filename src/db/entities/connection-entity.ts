import { defineEntity, p } from '@mikro-orm/core';

export const ConnectionEntity = defineEntity({
  name: 'Connection',
  tableName: 'connections',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    connectorId: p.bigint('number'),
    integrationId: p.bigint('number'),
    tenantId: p.bigint('number').nullable(),
    status: p.text().$type<'connected' | 'needs_reconnect' | 'disconnected'>(),
    sealed: p.blob().nullable(),
    keyId: p.text().nullable(),
    lastChange: p.datetime().defaultRaw('now()'),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});
