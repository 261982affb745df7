import type { Sql } from '../../db/sql.ts';

/** Locks the attempt and looks again: its holder may have renewed the lease since it was found. */
export async function isStillExpired(sql: Sql, attemptId: number): Promise<boolean> {
  const rows = await sql.query<{ is_expired: boolean }>(
    `select lease_expires_at < clock_timestamp() as is_expired from attempts
     where id = $1 and finished_at is null for update`,
    [attemptId],
  );
  return rows[0]?.is_expired === true;
}
