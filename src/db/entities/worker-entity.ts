import { defineEntity, p } from '@mikro-orm/core';

export const WorkerEntity = defineEntity({
  name: 'Worker',
  tableName: 'workers',
  properties: {
    id: p.text().primary(),
    hostname: p.text(),
    pid: p.integer(),
    runSlots: p.integer(),
    buildSlots: p.integer(),
    platform: p.json<Record<string, unknown>>(),
    toolchains: p.json<Record<string, unknown>>(),
    isDraining: p.boolean().default(false),
    startedAt: p.datetime().defaultRaw('now()'),
    heartbeatAt: p.datetime().defaultRaw('now()'),
  },
});
