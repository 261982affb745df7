import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

export const FlagEntity = defineEntity({
  name: 'Flag',
  tableName: 'flags',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    name: p.text(),
    flagColor: p.text(),
  },
});

export type FlagRow = InferEntity<typeof FlagEntity>;
