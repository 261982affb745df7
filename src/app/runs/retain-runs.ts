import { type Database, type Sql, sqlState } from '../../db/database.ts';

export interface RetainRunsDeps {
  readonly db: Database;
  /** Of a run after its end, and of its log. */
  readonly keptDays: number;
  readonly signal?: AbortSignal;
}

export interface RemovedRuns {
  readonly runs: number;
  /** Days whose log lines were removed, `2026-01-31`. */
  readonly logDays: readonly string[];
  readonly buildLogs: number;
}

/**
 * Removes what is past its retention, in small transactions: runs that ended, with their triggers and attempts; days of log lines that
 * no run is left of; logs of builds that nobody can run any more. The summaries of each tenant's last runs stay. Safe to repeat, to race
 * and to be killed at any point; where another process is at it, this one lets it.
 */
export async function retainRuns(deps: RetainRunsDeps): Promise<RemovedRuns> {
  const runs = await inBatches(deps, REMOVE_RUNS, RUNS_AT_ONCE);
  const logDays: string[] = [];
  for (const day of await findRemovableDays(deps)) {
    if (deps.signal?.aborted) break;
    if (await dropLogDay(deps.db, day)) logDays.push(day);
  }
  const buildLogs = await inBatches(deps, REMOVE_BUILD_LOGS, BUILD_LOGS_AT_ONCE);
  return { runs, logDays, buildLogs };
}

const RUNS_AT_ONCE = 100;
const BUILD_LOGS_AT_ONCE = 20;
const RETENTION_LOCK = 7_240_017;

// A rerun outlives the run that it repeats (on delete set null); attempts go with their run.
const REMOVE_RUNS = `
  with old as (
    select id from runs where finished_at < clock_timestamp() - make_interval(days => $1)
    order by finished_at limit $2 for update skip locked
  ), gone as (
    delete from triggers where run_id in (select id from old)
  )
  delete from runs where id in (select id from old) returning id`;

// As long as a release can be run its build log can be read.
const REMOVE_BUILD_LOGS = `
  with old as (
    select id from releases
    where finished_at < clock_timestamp() - make_interval(days => $1) and log_removed_at is null
      and (state <> 'ready' or artifact_removed_at is not null)
    order by finished_at limit $2 for update skip locked
  ), gone as (
    delete from build_log_chunks where release_id in (select id from old)
  )
  update releases set log_removed_at = clock_timestamp() where id in (select id from old) returning id`;

async function inBatches({ db, keptDays, signal }: RetainRunsDeps, statement: string, size: number): Promise<number> {
  let removed = 0;
  while (!signal?.aborted) {
    const rows = await db.transaction(async (sql) =>
      (await isTurn(sql)) ? sql.query<{ id: number }>(statement, [keptDays, size]) : [],
    );
    removed += rows.length;
    if (rows.length < size) break;
  }
  return removed;
}

/** One process at a time: whoever has the lock goes on, the others have nothing to do. */
async function isTurn(sql: Sql): Promise<boolean> {
  const rows = await sql.query<{ taken: boolean }>(`select pg_try_advisory_xact_lock($1) as taken`, [RETENTION_LOCK]);
  return rows[0]?.taken === true;
}

/** Whole days before the retention of which no run is left; a run keeps the log day of its admission however long it takes. */
async function findRemovableDays({ db, keptDays }: RetainRunsDeps): Promise<readonly string[]> {
  const rows = await db.query<{ day: string }>(
    `with days as (
       select to_date(substring(c.relname from '^log_chunks_(\\d{8})$'), 'YYYYMMDD') as day
       from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'log_chunks'::regclass
     )
     select day::text from days
     where day < ((clock_timestamp() - make_interval(days => $1)) at time zone 'utc')::date
       and day not in (select log_day from runs where log_day is not null)
     order by day`,
    [keptDays],
  );
  return rows.map((row) => row.day);
}

const LOCK_NOT_AVAILABLE = '55P03';

/** False where somebody reads or writes logs for too long at this moment: the next pass tries again. */
async function dropLogDay(db: Database, day: string): Promise<boolean> {
  try {
    return await db.transaction(async (sql) => {
      if (!(await isTurn(sql))) return false;
      // Whoever wants to read or write a log waits behind this one, so it must not wait long itself.
      await sql.query(`set local lock_timeout = '1s'`);
      await sql.query(`select pg_advisory_xact_lock(hashtext('log_partitions'))`);
      await sql.query(`drop table if exists log_chunks_${day.replaceAll('-', '')}`);
      return true;
    });
  } catch (error) {
    if (sqlState(error) === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
}
