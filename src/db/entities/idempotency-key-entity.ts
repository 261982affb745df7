import { defineEntity, p } from '@mikro-orm/core';

export const IdempotencyKeyEntity = defineEntity({
  name: 'IdempotencyKey',
  tableName: 'idempotency_keys',
  properties: {
    actor: p.text().primary(),
    key: p.text().primary(),
    operation: p.text(),
    requestHash: p.text(),
    status: p.smallint(),
    response: p.json<Record<string, unknown>>(),
    headers: p.json<Record<string, string>>(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});
