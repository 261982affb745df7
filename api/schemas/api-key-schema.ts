import { type Static, Type } from 'typebox';
import type { ApiKey } from '../../src/domain/accounts/api-key.ts';
import { ROLES } from '../../src/domain/accounts/role.ts';
import { Id, Nullable, OneOf, Time, toTime, toTimeOrNull } from './common-schema.ts';

export const RoleSchema = OneOf(ROLES, 'Role');

export const ApiKeySchema = Type.Object(
  {
    id: Id,
    name: Type.String(),
    prefix: Type.String(),
    role: RoleSchema,
    partner_id: Nullable(Id),
    created_by: Type.String(),
    created_date: Time,
    expires_date: Nullable(Time),
    last_used_date: Nullable(Time),
    revoked_date: Nullable(Time),
  },
  { $id: 'ApiKey' },
);

export function toApiKeyJson(key: ApiKey): Static<typeof ApiKeySchema> {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    role: key.role,
    partner_id: key.partnerId,
    created_by: key.createdBy,
    created_date: toTime(key.createdAt),
    expires_date: toTimeOrNull(key.expiresAt),
    last_used_date: toTimeOrNull(key.lastUsedAt),
    revoked_date: toTimeOrNull(key.revokedAt),
  };
}
