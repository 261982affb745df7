import type { AccountLinkFacts, LinkPurpose } from '../../../domain/accounts/account-link.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

export interface NewAccountLink {
  /** Null for the link of the first owner. */
  readonly userId: number | null;
  readonly purpose: LinkPurpose;
  readonly email: string | null;
  readonly tokenHash: string;
  readonly createdBy: string;
  readonly lifetimeMs: number;
}

const REPLACE_ACCOUNT_LINK = statement<{ id: number }>(`with replaced as (
       update account_links set revoked_at = now()
       where purpose = $2 and user_id is not distinct from $1 and used_at is null and revoked_at is null
     ) insert into account_links (user_id, purpose, email, token_hash, created_by, expires_at)
     values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6::double precision / 1000)) returning id`);

/** Inserts a link; earlier unused ones of the same purpose and person stop working. */
export async function replaceAccountLink(sql: Sql, link: NewAccountLink): Promise<number> {
  const [row] = await sql.query(REPLACE_ACCOUNT_LINK, [
    link.userId,
    link.purpose,
    link.email,
    link.tokenHash,
    link.createdBy,
    link.lifetimeMs,
  ]);
  return (row as { id: number }).id;
}

export interface AccountLink extends AccountLinkFacts {
  readonly id: number;
  readonly userId: number | null;
  readonly createdBy: string;
  readonly expiresAt: Date;
}

const LOCK_ACCOUNT_LINK = statement(`select id from account_links where token_hash = $1 for update`);

/** Returns the link with that hash, whether it can still be used or not; locks it until the transaction ends. */
export async function lockAccountLink(sql: Sql, tokenHash: string): Promise<AccountLink | null> {
  const locked = await sql.query(LOCK_ACCOUNT_LINK, [tokenHash]);
  return locked.length === 0 ? null : findAccountLink(sql, tokenHash);
}

const FIND_ACCOUNT_LINK =
  statement<AccountLink>(`select l.id, l.user_id as "userId", l.purpose, l.created_by as "createdBy", l.expires_at as "expiresAt",
       l.used_at is not null as "isUsed", l.revoked_at is not null as "isRevoked", l.expires_at <= now() as "isExpired",
       l.email as "sentTo", u.email as "accountEmail",
       u.id is not null and u.deactivated_at is null and (p.id is null or p.state <> 'deactivated') as "isAccountActive"
     from account_links l left join users u on u.id = l.user_id left join partners p on p.id = u.partner_id
     where l.token_hash = $1`);

async function findAccountLink(sql: Sql, tokenHash: string): Promise<AccountLink | null> {
  const [row] = await sql.query(FIND_ACCOUNT_LINK, [tokenHash]);
  return row ?? null;
}

const MARK_ACCOUNT_LINK_USED = statement(`update account_links set used_at = now() where id = $1`);

export async function markAccountLinkUsed(sql: Sql, id: number): Promise<void> {
  await sql.query(MARK_ACCOUNT_LINK_USED, [id]);
}

const REVOKE_ACCOUNT_LINKS = statement(
  `update account_links set revoked_at = now() where user_id = $1 and used_at is null and revoked_at is null`,
);

/** Every unused link of a person stops working, as after a reset or a deactivation. */
export async function revokeAccountLinks(sql: Sql, userId: number): Promise<void> {
  await sql.query(REVOKE_ACCOUNT_LINKS, [userId]);
}
