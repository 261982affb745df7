import { defineEntity, p } from '@mikro-orm/core';

export const JobStatusEntity = defineEntity({
  name: 'JobStatusRow',
  tableName: 'job_statuses',
  properties: {
    processId: p.text().primary(),
    job: p.text().primary(),
    intervalMs: p.integer(),
    isRunning: p.boolean(),
    lastStartedAt: p.datetime().nullable(),
    lastDurationMs: p.integer().nullable(),
    lastError: p.text().nullable(),
    lastErrorAt: p.datetime().nullable(),
    failureStreak: p.integer(),
    runCount: p.bigint('number'),
    itemsDone: p.bigint('number'),
    itemsFailed: p.bigint('number'),
    itemsBackedOff: p.integer(),
    nextRunAt: p.datetime().nullable(),
  },
});
