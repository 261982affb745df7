import type { Sql } from '../../database.ts';
import { statement } from '../../statement.ts';

const PURGE = statement(`delete from idempotency_keys where created_at < now() - make_interval(hours => $1)`);

/** Deletes the keys that are older than `hours`. */
export async function purgeIdempotencyKeys(sql: Sql, hours: number): Promise<void> {
  await sql.query(PURGE, [hours]);
}
