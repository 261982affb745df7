import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

const DELETE_EXPIRED = statement<{ key: string }>(
  `delete from rate_limits where expire < extract(epoch from now() - interval '1 hour') * 1000 returning key`,
);

/** Removes counts that ended an hour ago; returns how many. */
export async function deleteExpiredRateLimits(sql: Sql): Promise<number> {
  return (await sql.query(DELETE_EXPIRED)).length;
}
