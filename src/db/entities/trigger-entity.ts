import { defineEntity, p } from '@mikro-orm/core';
import type { RunMode, TriggerSource } from '../../domain/runs/run-lane.ts';

export const TriggerEntity = defineEntity({
  name: 'Trigger',
  tableName: 'triggers',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    tenantId: p.bigint('number'),
    runId: p.bigint('number').nullable(),
    source: p.text().$type<TriggerSource>(),
    mode: p.text().$type<RunMode>(),
    body: p.blob().nullable(),
    headers: p.json<Record<string, string>>().nullable(),
    nominalAt: p.datetime().nullable(),
    copiedFrom: p.bigint('number').nullable(),
    createdBy: p.text(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});
