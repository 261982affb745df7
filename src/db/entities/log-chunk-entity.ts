import { defineEntity, p } from '@mikro-orm/core';
import { logChunkColumns } from './log-chunk-columns.ts';

export const LogChunkEntity = defineEntity({
  name: 'LogChunk',
  tableName: 'log_chunks',
  properties: {
    logDay: p.date().primary(),
    runId: p.bigint('number').primary(),
    ...logChunkColumns(),
  },
});
