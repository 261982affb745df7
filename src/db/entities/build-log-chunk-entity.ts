import { defineEntity, p } from '@mikro-orm/core';

export const BuildLogChunkEntity = defineEntity({
  name: 'BuildLogChunk',
  tableName: 'build_log_chunks',
  properties: {
    releaseId: p.bigint('number').primary(),
    firstLine: p.integer().primary(),
    lastLine: p.integer(),
    firstLineAt: p.datetime(),
    lineMillis: p.array<number>(Number),
    kinds: p.text(),
    text: p.text(),
    sizeBytes: p.integer(),
  },
});
