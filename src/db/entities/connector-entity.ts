import { defineEntity, p } from '@mikro-orm/core';

export const ConnectorEntity = defineEntity({
  name: 'Connector',
  tableName: 'connectors',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    name: p.text(),
    longName: p.text(),
    kind: p.text().$type<'oauth2' | 'client_credentials' | 'api_key' | 'basic' | 'custom'>(),
    definition: p.json<Record<string, unknown>>().defaultRaw(`'{}'`),
    createdAt: p.datetime().defaultRaw('now()'),
    modifiedAt: p.datetime().defaultRaw('now()'),
  },
});
