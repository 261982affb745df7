import { defineEntity, p } from '@mikro-orm/core';
import { logChunkColumns } from './log-chunk-columns.ts';

export const BuildLogChunkEntity = defineEntity({
  name: 'BuildLogChunk',
  tableName: 'build_log_chunks',
  properties: {
    releaseId: p.bigint('number').primary(),
    ...logChunkColumns(),
  },
});
