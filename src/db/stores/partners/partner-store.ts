import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

const EXISTS = statement<{ id: number }>(`select id from partners where id = $1`);

export async function partnerExists(sql: Sql, id: number): Promise<boolean> {
  return (await sql.query(EXISTS, [id])).length === 1;
}
