import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

/** A secret as it is stored: sealed, and useless under any other owner. */
export interface SecretRow {
  readonly owner: string;
  readonly sealed: Buffer;
  readonly keyId: string;
}

const UPSERT = statement<{ id: number }>(`
  insert into settings_secrets (owner, sealed, key_id) values ($1, $2, $3)
  on conflict (owner) do update set sealed = excluded.sealed, key_id = excluded.key_id, modified_at = now()
  returning id`);

/** Stores an owner's secret in place of an earlier one, and returns the row's id. */
export async function upsertSecret(sql: Sql, { owner, sealed, keyId }: SecretRow): Promise<number> {
  const [row] = await sql.query(UPSERT, [owner, sealed, keyId]);
  return (row as { id: number }).id;
}

const INSERT_ONCE = statement(`
  insert into settings_secrets (owner, sealed, key_id) values ($1, $2, $3) on conflict (owner) do nothing`);

/** Stores an owner's secret unless it has one. */
export async function insertSecretOnce(sql: Sql, { owner, sealed, keyId }: SecretRow): Promise<void> {
  await sql.query(INSERT_ONCE, [owner, sealed, keyId]);
}

const READ = statement<SecretRow>(`select owner, sealed, key_id as "keyId" from settings_secrets where owner = $1`);

export async function readSecretRow(sql: Sql, owner: string): Promise<SecretRow | null> {
  const [row] = await sql.query(READ, [owner]);
  return row ?? null;
}

const DELETE = statement(`delete from settings_secrets where owner = $1`);

export async function deleteSecret(sql: Sql, owner: string): Promise<void> {
  await sql.query(DELETE, [owner]);
}

export interface SecretCounts {
  readonly present: number;
  readonly older: number;
}

const COUNT = statement<SecretCounts>(`
  select count(*) filter (where key_id = $1) as present, count(*) filter (where key_id <> $1) as older from settings_secrets`);

/** Returns how many secrets this key sealed, and how many another one. */
export async function countSecretsByKey(sql: Sql, keyId: string): Promise<SecretCounts> {
  const [row] = await sql.query(COUNT, [keyId]);
  return row ?? { present: 0, older: 0 };
}

const LOCK_OLDER = statement<SecretRow & { readonly id: number }>(`
  select id, owner, sealed, key_id as "keyId" from settings_secrets
  where key_id <> $1 and id > $2 order by id limit $3 for update`);

/** Locks the next secrets that another key sealed, in order of their ids. */
export function lockSecretsOfOtherKeys(
  sql: Sql,
  page: { readonly keyId: string; readonly after: number; readonly limit: number },
): Promise<(SecretRow & { readonly id: number })[]> {
  return sql.query(LOCK_OLDER, [page.keyId, page.after, page.limit]);
}

const RESEAL = statement(`update settings_secrets set sealed = $2, key_id = $3 where id = $1`);

/** Stores the same secret as another key sealed it. */
export async function resealSecret(
  sql: Sql,
  secret: { readonly id: number; readonly sealed: Buffer; readonly keyId: string },
): Promise<void> {
  await sql.query(RESEAL, [secret.id, secret.sealed, secret.keyId]);
}
