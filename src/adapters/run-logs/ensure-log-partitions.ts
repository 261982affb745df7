import type { Sql } from '../../db/sql.ts';

const DAYS_AHEAD = 7;

/** Creates the daily partitions of the log for the next 7 days, where they are missing. */
export async function ensureLogPartitions(sql: Sql): Promise<void> {
  await sql.query(`select ensure_log_partitions($1)`, [DAYS_AHEAD]);
}
