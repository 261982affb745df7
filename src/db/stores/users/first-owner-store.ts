import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

const OWNER = statement<{ id: number }>(`select id from users where role = 'owner' limit 1`);

export async function hasOwner(sql: Sql): Promise<boolean> {
  return (await sql.query(OWNER)).length > 0;
}

const INSERT_OWNER = statement<{ id: number }>(
  `insert into users (email, name, role) values ($1, 'Owner', 'owner') returning id`,
);

/** Inserts the owner of a new hub and returns the user's id. */
export async function insertFirstOwner(sql: Sql, email: string): Promise<number> {
  const [row] = await sql.query(INSERT_OWNER, [email]);
  return (row as { id: number }).id;
}

const INSERT_KEY = statement(`
  insert into api_keys (name, prefix, key_hash, role, created_by) values ('First owner', $1, $2, 'owner', $3)`);

export async function insertFirstKey(
  sql: Sql,
  key: { readonly prefix: string; readonly keyHash: string; readonly createdBy: string },
): Promise<void> {
  await sql.query(INSERT_KEY, [key.prefix, key.keyHash, key.createdBy]);
}
