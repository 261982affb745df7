import { defineEntity, p } from '@mikro-orm/core';

export const ChannelEntity = defineEntity({
  name: 'Channel',
  tableName: 'channels',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    integrationId: p.bigint('number'),
    name: p.text(),
    releaseId: p.bigint('number').nullable(),
    followsLatest: p.boolean().default(false),
    createdAt: p.datetime().defaultRaw('now()'),
    modifiedAt: p.datetime().defaultRaw('now()'),
  },
});
