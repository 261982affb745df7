import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

const EXISTS = statement<{ id: number }>(`select id from partners where id = $1`);

export async function partnerExists(sql: Sql, id: number): Promise<boolean> {
  return (await sql.query(EXISTS, [id])).length === 1;
}

const FIND_PARTNER_NAME = statement<{ name: string }>(`select name from partners where id = $1`);

/** Returns the partner's name, or null where there is none with this id. */
export async function findPartnerName(sql: Sql, id: number): Promise<string | null> {
  const [row] = await sql.query<{ name: string }>(FIND_PARTNER_NAME, [id]);
  return row?.name ?? null;
}
