import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Role } from '../../../domain/accounts/role.ts';
import type { User } from '../../../domain/accounts/user.ts';
import type { Database, Sql } from '../../database.ts';
import { UserEntity, type UserRow } from '../../entities/user-entity.ts';
import { defineList, type ListPage, type ListRequest, listRows, type SortColumn } from '../../list-rows.ts';
import { statement } from '../../statement.ts';
import { violatedConstraint } from '../../violated-constraint.ts';

export const USER_SORT_COLUMNS: Readonly<Record<string, SortColumn>> = {
  id: { column: 'u.id', type: 'bigint' },
  name: { column: 'u.name', type: 'text' },
  email: { column: 'u.email', type: 'text' },
  created_date: { column: 'u.created_at', type: 'timestamptz' },
};

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly partnerId: number | null;
}

/** Returns the new user, or null where the address has an account already. */
export async function insertUser(em: EntityManager, user: NewUser): Promise<User | null> {
  const row = em.create(UserEntity, { ...user, preferences: {} });
  try {
    await em.persist(row).flush();
  } catch (error) {
    if (violatedConstraint(error) === 'users_email') return null;
    throw error;
  }
  return toUser(row);
}

export async function findUser(em: EntityManager, id: number): Promise<User | null> {
  const row = await em.findOne(UserEntity, { id });
  return row && toUser(row);
}

/** Locks the row until the transaction ends. */
export async function lockUser(em: EntityManager, id: number): Promise<User | null> {
  const row = await em.findOne(UserEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  return row && toUser(row);
}

export interface UserChanges {
  readonly name?: string;
  readonly role?: Role;
  readonly email?: string;
  readonly emailConfirmedAt?: Date;
  readonly passwordHash?: string;
  readonly passwordSetAt?: Date;
  readonly deactivatedAt?: Date | null;
  readonly totpEnabledAt?: Date | null;
  readonly totpLastStep?: number | null;
  readonly preferences?: Readonly<Record<string, unknown>>;
}

/** Returns the changed user, or null where another account has the new address. */
export async function updateUser(em: EntityManager, id: number, changes: UserChanges): Promise<User | null> {
  const row = await em.findOneOrFail(UserEntity, { id });
  em.assign(row, { ...changes, modifiedAt: new Date() });
  try {
    await em.flush();
  } catch (error) {
    if (violatedConstraint(error) === 'users_email') return null;
    throw error;
  }
  return toUser(row);
}

const USERS = defineList({
  from: 'users u',
  alias: 'u',
  filters: { isHub: 'u.partner_id is null', partnerId: 'u.partner_id = ?' },
  sortColumns: USER_SORT_COLUMNS,
});

/** The hub's own users, or those of one partner. */
export async function listUsers(db: Database, partnerId: number | null, request: ListRequest): Promise<ListPage<User>> {
  const filters = partnerId === null ? { isHub: true } : { partnerId };
  const page = await listRows<{ id: number }>(db, USERS, filters, request);
  const em = db.em();
  return { ...page, items: page.items.map((row) => toUser(em.map(UserEntity, row))) };
}

export interface SignInRow {
  readonly id: number;
  readonly role: Role;
  readonly passwordHash: string | null;
  readonly isActive: boolean;
  readonly hasTotp: boolean;
}

const FIND_SIGN_IN =
  statement<SignInRow>(`select u.id, u.role, u.password_hash as "passwordHash", u.totp_enabled_at is not null as "hasTotp",
       u.deactivated_at is null and (p.id is null or p.state <> 'deactivated') as "isActive"
     from users u left join partners p on p.id = u.partner_id where lower(u.email) = lower($1)`);

/** Returns the account of an address, as a sign-in needs it. */
export async function findSignIn(sql: Sql, email: string): Promise<SignInRow | null> {
  const [row] = await sql.query(FIND_SIGN_IN, [email]);
  return row ?? null;
}

const FIND_UNCLAIMED_OWNER = statement<{ id: number }>(
  `select id from users where role = 'owner' and password_hash is null and deactivated_at is null
   and email = 'owner@localhost' order by id limit 1 for update`,
);

/** Returns the owner that the first start made and as which no person has signed in, locked. */
export async function findUnclaimedOwner(sql: Sql): Promise<number | null> {
  const [row] = await sql.query<{ id: number }>(FIND_UNCLAIMED_OWNER);
  return row?.id ?? null;
}

export interface UserAddress {
  readonly id: number;
  readonly email: string;
  readonly name: string;
}

const FIND_USER_ADDRESS = statement<UserAddress>(`select id, email, name from users where id = $1`);

/** Returns the recipient of a mail about an account. */
export async function findUserAddress(sql: Sql, userId: number): Promise<UserAddress | null> {
  const [row] = await sql.query(FIND_USER_ADDRESS, [userId]);
  return row ?? null;
}

const FIND_PASSWORD_HASH = statement<{ hash: string | null }>(`select password_hash as hash from users where id = $1`);

/** Returns the stored hash of a person's password. */
export async function findPasswordHash(sql: Sql, userId: number): Promise<string | null> {
  const [row] = await sql.query(FIND_PASSWORD_HASH, [userId]);
  return row?.hash ?? null;
}

const COUNT_ACTIVE_OWNERS = statement(
  `select id from users where role = 'owner' and deactivated_at is null and password_hash is not null order by id for update`,
);

/** Locks the owners, and returns how many of them are active and can sign in. */
export async function countActiveOwners(sql: Sql): Promise<number> {
  const rows = await sql.query(COUNT_ACTIVE_OWNERS);
  return rows.length;
}

const RECORD_TOTP_STEP = statement(
  `update users set totp_last_step = $2 where id = $1 and (totp_last_step is null or totp_last_step < $2) returning id`,
);

/** Accepts the time step of a one-time password once; returns false where that or a later one was used. */
export async function recordTotpStep(sql: Sql, userId: number, step: number): Promise<boolean> {
  const rows = await sql.query(RECORD_TOTP_STEP, [userId, step]);
  return rows.length > 0;
}

function toUser(row: UserRow): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    partnerId: row.partnerId ?? null,
    hasPassword: (row.passwordHash ?? null) !== null,
    totpEnabledAt: row.totpEnabledAt ?? null,
    deactivatedAt: row.deactivatedAt ?? null,
    lastSeenAt: row.lastSeenAt ?? null,
    preferences: row.preferences,
    createdAt: row.createdAt,
    modifiedAt: row.modifiedAt,
  };
}
