import { defineEntity, p } from '@mikro-orm/core';

export const CategoryEntity = defineEntity({
  name: 'Category',
  tableName: 'categories',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    name: p.text(),
    description: p.text().nullable(),
    orderIndex: p.integer().default(0),
  },
});
