import { LOCKS, lockUntilCommit } from '../../locks.ts';
import type { Sql } from '../../sql.ts';
import { composedStatement, statement } from '../../statement.ts';

const DAYS_AHEAD = 7;

const ENSURE = statement(`select ensure_log_partitions($1)`);

/** Creates the daily partitions of the log for the next 7 days, where they are missing. */
export async function ensureLogPartitions(sql: Sql): Promise<void> {
  await sql.query(ENSURE, [DAYS_AHEAD]);
}

// A run keeps the log day of its admission however long it takes.
const FIND_REMOVABLE_DAYS = statement<{ day: string }>(`
  with days as (
    select to_date(substring(c.relname from '^log_chunks_(\\d{8})$'), 'YYYYMMDD') as day
    from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'log_chunks'::regclass
  )
  select day::text from days
  where day < ((clock_timestamp() - make_interval(days => $1)) at time zone 'utc')::date
    and day not in (select log_day from runs where log_day is not null)
  order by day`);

/** Returns the whole days older than the retention of which no run is left, `2026-01-31`. */
export async function findRemovableLogDays(sql: Sql, keptDays: number): Promise<string[]> {
  return (await sql.query(FIND_REMOVABLE_DAYS, [keptDays])).map((row) => row.day);
}

const LIMIT_LOCK_WAIT = composedStatement(`set local lock_timeout = '1s'`);

/**
 * Drops the log lines of a day, in the given transaction. Waits at most 1 s for readers and writers of logs, because all others
 * waits behind it.
 */
export async function dropLogDay(sql: Sql, day: string): Promise<void> {
  await sql.query(LIMIT_LOCK_WAIT);
  await lockUntilCommit(sql, LOCKS.logPartitions);
  await sql.query(composedStatement(`drop table if exists log_chunks_${day.replaceAll('-', '')}`));
}
