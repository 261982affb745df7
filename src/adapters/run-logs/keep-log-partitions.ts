import type { Sql } from '../../db/sql.ts';

const DAYS_AHEAD = 7;
const EVERY_MS = 3_600_000;

/** Makes the daily log partitions of the next 7 days now and every hour; answers how to stop. */
export async function keepLogPartitions(sql: Sql, onError: (error: unknown) => void): Promise<() => void> {
  const ensure = (): Promise<unknown> => sql.query(`select ensure_log_partitions($1)`, [DAYS_AHEAD]);
  await ensure();
  const timer = setInterval(() => void ensure().catch(onError), EVERY_MS);
  return () => clearInterval(timer);
}
