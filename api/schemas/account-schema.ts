import { type Static, Type } from 'typebox';
import type { SessionRow } from '../../src/db/stores/sessions/session-store.ts';
import { HUB_ROLES } from '../../src/domain/accounts/role.ts';
import { type User, userState } from '../../src/domain/accounts/user.ts';
import { RoleSchema } from './api-key-schema.ts';
import { Id, Nullable, OneOf, Time, toTime, toTimeOrNull } from './common-schema.ts';

export const HubRoleSchema = OneOf(HUB_ROLES, 'HubRole');
export const EmailField = Type.String({ minLength: 3, maxLength: 254 });
export const PersonName = Type.String({ minLength: 1, maxLength: 120 });
/** Long enough for any passphrase; the rules for new ones are stricter. */
export const PasswordField = Type.String({ minLength: 1, maxLength: 512 });
export const TokenBody = Type.Object({ token: Type.String({ minLength: 1, maxLength: 128 }) });

export const UserSchema = Type.Object(
  {
    id: Id,
    name: Type.String(),
    email: Type.String(),
    role: RoleSchema,
    partner_id: Nullable(Id),
    state: OneOf(['invited', 'active', 'deactivated'], 'UserState'),
    has_second_factor: Type.Boolean(),
    last_seen_date: Nullable(Time),
    created_date: Time,
    modified_date: Time,
  },
  { $id: 'User' },
);

export function toUserJson(user: User): Static<typeof UserSchema> {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    role: user.role,
    partner_id: user.partnerId,
    state: userState(user),
    has_second_factor: user.totpEnabledAt !== null,
    last_seen_date: toTimeOrNull(user.lastSeenAt),
    created_date: toTime(user.createdAt),
    modified_date: toTime(user.modifiedAt),
  };
}

/** What a sign-in returns; the session itself is in the cookie. */
export const SignedInSchema = Type.Object(
  {
    state: OneOf(['second_factor', 'active'], 'SignInState'),
    csrf_token: Type.String({ description: 'Sent as X-CSRF-Token with every write of a page.' }),
  },
  { $id: 'SignedIn' },
);

export const SessionSchema = Type.Object(
  {
    id: Id,
    is_current: Type.Boolean(),
    address: Nullable(Type.String()),
    user_agent: Nullable(Type.String()),
    created_date: Time,
    last_used_date: Time,
  },
  { $id: 'Session' },
);

export function toSessionJson(row: SessionRow, currentId: number | null): Static<typeof SessionSchema> {
  return {
    id: row.id,
    is_current: row.id === currentId,
    address: row.address,
    user_agent: row.userAgent,
    created_date: toTime(row.createdAt),
    last_used_date: toTime(row.lastUsedAt),
  };
}

export const MeSchema = Type.Object(
  {
    role: RoleSchema,
    partner_id: Nullable(Id),
    user: Nullable(UserSchema),
    api_key: Nullable(Type.Object({ id: Id, name: Type.String() })),
    needs: Nullable(OneOf(['second_factor'], 'AccountNeed')),
    operations: Type.Array(Type.String(), { description: 'The operations that this caller may use, by operationId.' }),
    preferences: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
    csrf_token: Nullable(Type.String()),
    hub: Type.Object({
      name: Type.String(),
      environment: Type.String(),
      public_url: Type.String(),
      keeps_mail: Type.Boolean({ description: 'No mail server is set: mails are read at /dev/mail.' }),
      temporal: Nullable(Type.Object({ url: Type.String(), namespace: Type.String() })),
    }),
  },
  { $id: 'Me' },
);

export const HubSettingsSchema = Type.Object(
  { name: PersonName, totp_required_roles: Type.Array(RoleSchema, { uniqueItems: true }) },
  { $id: 'HubSettings' },
);

export const RecoveryCodesSchema = Type.Object(
  { recovery_codes: Type.Array(Type.String(), { description: 'Each works once in place of a code.' }) },
  { $id: 'RecoveryCodes' },
);
