import { defineEntity, p } from '@mikro-orm/core';

export const FlagEntity = defineEntity({
  name: 'Flag',
  tableName: 'flags',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    name: p.text(),
    flagColor: p.text(),
  },
});
