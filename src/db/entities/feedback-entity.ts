import { defineEntity, p } from '@mikro-orm/core';

export const FeedbackEntity = defineEntity({
  name: 'Feedback',
  tableName: 'feedback',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    roundId: p.bigint('number'),
    page: p.text(),
    field: p.text().nullable(),
    severity: p.text().$type<'must_fix' | 'suggestion'>(),
    text: p.text(),
    author: p.text(),
    resolvedAt: p.datetime().nullable(),
    resolvedBy: p.text().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});
