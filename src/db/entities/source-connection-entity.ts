import { defineEntity, p } from '@mikro-orm/core';

export const SourceConnectionEntity = defineEntity({
  name: 'SourceConnection',
  tableName: 'source_connections',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    partnerId: p.bigint('number').nullable(),
    name: p.text(),
    provider: p.text().$type<'github' | 'gitlab' | 'bitbucket' | 'azure_devops' | 'git'>(),
    username: p.text().nullable(),
    secretId: p.bigint('number').nullable(),
    status: p.text().default('unknown'),
    lastPushAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    modifiedAt: p.datetime().defaultRaw('now()'),
  },
});
