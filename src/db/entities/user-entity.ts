import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Role } from '../../domain/accounts/role.ts';

export const UserEntity = defineEntity({
  name: 'User',
  tableName: 'users',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    partnerId: p.bigint('number').nullable(),
    email: p.text(),
    name: p.text(),
    role: p.text().$type<Role>(),
    passwordHash: p.text().nullable(),
    passwordSetAt: p.datetime().nullable(),
    emailConfirmedAt: p.datetime().nullable(),
    totpEnabledAt: p.datetime().nullable(),
    totpLastStep: p.bigint('number').nullable(),
    preferences: p.json<Readonly<Record<string, unknown>>>().defaultRaw(`'{}'`),
    deactivatedAt: p.datetime().nullable(),
    lastSeenAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    modifiedAt: p.datetime().defaultRaw('now()'),
  },
});

export type UserRow = InferEntity<typeof UserEntity>;
