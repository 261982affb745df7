import type { Role } from '../../../domain/accounts/role.ts';
import { SESSION_IDLE_S } from '../../../domain/accounts/session-times.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

export interface NewSession {
  readonly userId: number;
  readonly tokenHash: string;
  readonly state: 'second_factor' | 'active';
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly lifetimeS: number;
}

const INSERT_SESSION = statement<{
  id: number;
}>(`insert into sessions (user_id, token_hash, state, address, user_agent, expires_at)
     values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6)) returning id`);

export async function insertSession(sql: Sql, session: NewSession): Promise<number> {
  const [row] = await sql.query(INSERT_SESSION, [
    session.userId,
    session.tokenHash,
    session.state,
    session.address,
    session.userAgent,
    session.lifetimeS,
  ]);
  return (row as { id: number }).id;
}

export interface LiveSession {
  readonly id: number;
  readonly userId: number;
  readonly state: 'second_factor' | 'active';
  readonly name: string;
  readonly role: Role;
  readonly partnerId: number | null;
  /** True where the role needs a second factor and the account has none. */
  readonly isTotpDue: boolean;
  /** True where the last use was recorded more than a minute ago. */
  readonly isUseStale: boolean;
}

const FIND_LIVE_SESSION =
  statement<LiveSession>(`select s.id, s.user_id as "userId", s.state, u.name, u.role, u.partner_id as "partnerId",
       u.totp_enabled_at is null and h.settings -> 'totp_required_roles' ? u.role as "isTotpDue", s.last_used_at < now() - interval '1 minute' as "isUseStale"
     from sessions s join users u on u.id = s.user_id cross join hub h left join partners p on p.id = u.partner_id
     where s.token_hash = $1 and s.expires_at > now() and s.last_used_at > now() - make_interval(secs => $2)
       and u.deactivated_at is null and (p.id is null or p.state <> 'deactivated')`);

/** Returns the session with that hash, unless it has ended by age, by idleness, or with its user or partner. */
export async function findLiveSession(sql: Sql, tokenHash: string): Promise<LiveSession | null> {
  const [row] = await sql.query(FIND_LIVE_SESSION, [tokenHash, SESSION_IDLE_S]);
  return row ?? null;
}

const RECORD_SESSION_USE = statement(`with used as (
       update sessions set last_used_at = now() where id = $1 and last_used_at < now() - interval '1 minute' returning user_id
     ) update users u set last_seen_at = now() from used where u.id = used.user_id`);

/** Records the use of a session and of its user at most once a minute. */
export async function recordSessionUse(sql: Sql, sessionId: number): Promise<void> {
  await sql.query(RECORD_SESSION_USE, [sessionId]);
}

export interface SessionRow {
  readonly id: number;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
}

const LIST_LIVE_SESSIONS =
  statement<SessionRow>(`select id, address, user_agent as "userAgent", created_at as "createdAt", last_used_at as "lastUsedAt"
     from sessions where user_id = $1 and state = 'active' and expires_at > now()
       and last_used_at > now() - make_interval(secs => $2) order by last_used_at desc, id desc limit 100`);

/** Returns a person's live sessions, newest use first. */
export function listLiveSessions(sql: Sql, userId: number): Promise<SessionRow[]> {
  return sql.query(LIST_LIVE_SESSIONS, [userId, SESSION_IDLE_S]);
}

const DELETE_SESSION = statement(`delete from sessions where id = $1 and user_id = $2 returning id`);

/** Returns whether the person had that session. */
export async function deleteSession(sql: Sql, userId: number, sessionId: number): Promise<boolean> {
  const rows = await sql.query(DELETE_SESSION, [sessionId, userId]);
  return rows.length > 0;
}

const DELETE_SESSIONS = statement(`delete from sessions where user_id = $1 and id is distinct from $2 returning id`);

/** Ends all sessions of a person but one; all where `exceptId` is null. Returns how many. */
export async function deleteSessions(sql: Sql, userId: number, exceptId: number | null): Promise<number> {
  const rows = await sql.query(DELETE_SESSIONS, [userId, exceptId]);
  return rows.length;
}

const ROTATE_SESSION = statement(`update sessions set token_hash = $2, state = 'active', last_used_at = now(),
       expires_at = now() + make_interval(secs => $3) where id = $1`);

/** Gives the session a new token, so that one that was stolen before is worth nothing. */
export async function rotateSession(sql: Sql, sessionId: number, tokenHash: string, lifetimeS: number): Promise<void> {
  await sql.query(ROTATE_SESSION, [sessionId, tokenHash, lifetimeS]);
}

const PRUNE_SESSIONS = statement(
  `delete from sessions where expires_at < now() or last_used_at < now() - make_interval(secs => $1) returning id`,
);

/** Removes sessions that have ended. */
export async function pruneSessions(sql: Sql): Promise<number> {
  const rows = await sql.query(PRUNE_SESSIONS, [SESSION_IDLE_S]);
  return rows.length;
}

const IS_KNOWN_DEVICE = statement(`select 1 from user_devices where user_id = $1 and token_hash = $2`);

export async function isKnownDevice(sql: Sql, userId: number, tokenHash: string): Promise<boolean> {
  const rows = await sql.query(IS_KNOWN_DEVICE, [userId, tokenHash]);
  return rows.length > 0;
}

const RECORD_DEVICE = statement<{
  isNew: boolean;
}>(`with known as (select count(*) as devices, bool_or(token_hash = $2) as is_known from user_devices where user_id = $1),
       stored as (insert into user_devices (user_id, token_hash) values ($1, $2)
         on conflict (user_id, token_hash) do update set last_seen_at = now())
     select devices > 0 and not coalesce(is_known, false) as "isNew" from known`);

/** Remembers a browser of a person; returns whether it was unknown while others were known. */
export async function recordDevice(sql: Sql, userId: number, tokenHash: string): Promise<{ readonly isNew: boolean }> {
  const [row] = await sql.query(RECORD_DEVICE, [userId, tokenHash]);
  return { isNew: row?.isNew ?? false };
}

const INSERT_RECOVERY_CODES = statement(`with old as (delete from recovery_codes where user_id = $1)
     insert into recovery_codes (user_id, code_hash) select $1, unnest($2::text[])`);

export async function insertRecoveryCodes(sql: Sql, userId: number, hashes: readonly string[]): Promise<void> {
  await sql.query(INSERT_RECOVERY_CODES, [userId, hashes]);
}

const DELETE_RECOVERY_CODES = statement(`delete from recovery_codes where user_id = $1`);

export async function deleteRecoveryCodes(sql: Sql, userId: number): Promise<void> {
  await sql.query(DELETE_RECOVERY_CODES, [userId]);
}

const USE_RECOVERY_CODE_2 = statement<{ left: number }>(
  `select count(*) as left from recovery_codes where user_id = $1 and used_at is null`,
);

const USE_RECOVERY_CODE = statement(
  `update recovery_codes set used_at = now() where user_id = $1 and code_hash = $2 and used_at is null returning id`,
);

/** Uses up a recovery code; returns how many are left, or null where it is wrong or used. */
export async function useRecoveryCode(sql: Sql, userId: number, hash: string): Promise<number | null> {
  const used = await sql.query(USE_RECOVERY_CODE, [userId, hash]);
  if (used.length === 0) return null;
  const [row] = await sql.query(USE_RECOVERY_CODE_2, [userId]);
  return row?.left ?? 0;
}
