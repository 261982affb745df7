import { defineEntity, p } from '@mikro-orm/core';
import type { TimerBackend } from '../../contracts/sync-timers.ts';

export const ScheduleReconciliationEntity = defineEntity({
  name: 'ScheduleReconciliation',
  tableName: 'schedule_reconciliations',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    requestedBy: p.text(),
    requestedAt: p.datetime().defaultRaw('now()'),
    isThorough: p.boolean(),
    startedAt: p.datetime().nullable(),
    finishedAt: p.datetime().nullable(),
    backend: p.text().$type<TimerBackend>().nullable(),
    checkedCount: p.integer().default(0),
    driftCounts: p.json<Record<string, number>>().defaultRaw(`'{}'`),
    drift: p.json<readonly object[]>().defaultRaw(`'[]'`),
    failure: p.text().nullable(),
  },
});
