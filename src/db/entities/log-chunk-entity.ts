import { defineEntity, p } from '@mikro-orm/core';

export const LogChunkEntity = defineEntity({
  name: 'LogChunk',
  tableName: 'log_chunks',
  properties: {
    logDay: p.date().primary(),
    runId: p.bigint('number').primary(),
    firstLine: p.integer().primary(),
    lastLine: p.integer(),
    firstLineAt: p.datetime(),
    lineMillis: p.array<number>(Number),
    kinds: p.text(),
    text: p.text(),
    sizeBytes: p.integer(),
  },
});
