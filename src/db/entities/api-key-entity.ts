import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Role } from '../../domain/accounts/role.ts';

export const ApiKeyEntity = defineEntity({
  name: 'ApiKey',
  tableName: 'api_keys',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    name: p.text(),
    prefix: p.text(),
    keyHash: p.text(),
    role: p.text().$type<Role>(),
    partnerId: p.bigint('number').nullable(),
    createdBy: p.text(),
    expiresAt: p.datetime().nullable(),
    lastUsedAt: p.datetime().nullable(),
    revokedAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

export type ApiKeyRow = InferEntity<typeof ApiKeyEntity>;
