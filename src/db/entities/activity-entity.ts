import { defineEntity, p } from '@mikro-orm/core';

export const ActivityEntity = defineEntity({
  name: 'Activity',
  tableName: 'activity',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    at: p.datetime().defaultRaw('now()'),
    actor: p.text(),
    action: p.text(),
    subjectKind: p.text(),
    subjectId: p.bigint('number').nullable(),
    integrationId: p.bigint('number').nullable(),
    partnerId: p.bigint('number').nullable(),
    before: p.json<Record<string, unknown>>().nullable(),
    after: p.json<Record<string, unknown>>().nullable(),
  },
});
