import type { Sql } from '../../database.ts';
import { statement } from '../../statement.ts';

const PURGE = statement(`
  delete from idempotency_keys where created_at < now() - make_interval(hours => $1) returning 1`);

/** Deletes the keys that are older than `hours`. Returns how many. */
export async function purgeIdempotencyKeys(sql: Sql, hours: number): Promise<number> {
  return (await sql.query(PURGE, [hours])).length;
}
