import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { SourceProvider } from '../../domain/source-control/source-connection.ts';

export const SourceConnectionEntity = defineEntity({
  name: 'SourceConnection',
  tableName: 'source_connections',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    partnerId: p.bigint('number').nullable(),
    name: p.text(),
    provider: p.text().$type<SourceProvider>(),
    host: p.text().default(''),
    username: p.text().nullable(),
    secretId: p.bigint('number').nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    modifiedAt: p.datetime().defaultRaw('now()'),
  },
});

export type SourceConnectionRow = InferEntity<typeof SourceConnectionEntity>;
