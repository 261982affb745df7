import { defineEntity, p } from '@mikro-orm/core';

export const TagEntity = defineEntity({
  name: 'Tag',
  tableName: 'tags',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    name: p.text(),
    description: p.text().nullable(),
  },
});
