import type { Sql } from '../../database.ts';

/** The secret that signs links and cursors of this hub; it never leaves the process. */
export async function readLinkSecret(sql: Sql): Promise<Buffer> {
  const [row] = await sql.query<{ link_secret: Buffer }>(`select link_secret from hub`);
  if (!row) throw new Error('The hub has no row of its own.');
  return row.link_secret;
}
