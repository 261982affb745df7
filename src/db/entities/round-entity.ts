import { defineEntity, p } from '@mikro-orm/core';
import type { RoundState } from '../../domain/review/round-state.ts';

export const RoundEntity = defineEntity({
  name: 'Round',
  tableName: 'rounds',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    integrationId: p.bigint('number'),
    number: p.integer(),
    releaseId: p.bigint('number').nullable(),
    snapshot: p.json<Record<string, unknown>>(),
    state: p.text().$type<RoundState>(),
    submittedBy: p.text(),
    submittedAt: p.datetime().defaultRaw('now()'),
    decidedBy: p.text().nullable(),
    decidedAt: p.datetime().nullable(),
    reason: p.text().nullable(),
  },
});
