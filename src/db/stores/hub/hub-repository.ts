import type { Sql } from '../../database.ts';
import { statement } from '../../statement.ts';

const READ_LINK_SECRET = statement<{ link_secret: Buffer }>(`select link_secret from hub`);

/** Returns the secret that signs links and cursors of this hub; it never leaves the process. */
export async function readLinkSecret(sql: Sql): Promise<Buffer> {
  const [row] = await sql.query(READ_LINK_SECRET);
  if (!row) throw new Error('The hub has no row of its own.');
  return row.link_secret;
}

const READ_INSTANCE_ID = statement<{ instance_id: string }>(`select instance_id from hub`);

/** Returns the id of this hub, a UUID. */
export async function readInstanceId(sql: Sql): Promise<string> {
  const [row] = await sql.query(READ_INSTANCE_ID);
  if (!row) throw new Error('The hub has no row of its own.');
  return row.instance_id;
}
