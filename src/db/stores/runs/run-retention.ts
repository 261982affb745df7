import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

// A rerun outlives the run that it repeats (on delete set null); attempts are deleted with their run.
const DELETE_OLD_RUNS = statement<{ id: number }>(`
  with old as (
    select id from runs where finished_at < clock_timestamp() - make_interval(days => $1)
    order by finished_at limit $2 for update skip locked
  ), deleted as (
    delete from triggers where run_id in (select id from old)
  )
  delete from runs where id in (select id from old) returning id`);

/** Deletes up to `limit` runs that ended more than `keptDays` ago, with their triggers and attempts. Returns how many. */
export async function deleteOldRuns(sql: Sql, keptDays: number, limit: number): Promise<number> {
  return (await sql.query(DELETE_OLD_RUNS, [keptDays, limit])).length;
}

// As long as a release can be run its build log can be read.
const DELETE_OLD_BUILD_LOGS = statement<{ id: number }>(`
  with old as (
    select id from releases
    where finished_at < clock_timestamp() - make_interval(days => $1) and log_removed_at is null
      and (state <> 'ready' or artifact_removed_at is not null)
    order by finished_at limit $2 for update skip locked
  ), deleted as (
    delete from build_log_chunks where release_id in (select id from old)
  )
  update releases set log_removed_at = clock_timestamp() where id in (select id from old) returning id`);

/** Deletes the logs of up to `limit` builds that ended more than `keptDays` ago and can't be run any more. Returns how many. */
export async function deleteOldBuildLogs(sql: Sql, keptDays: number, limit: number): Promise<number> {
  return (await sql.query(DELETE_OLD_BUILD_LOGS, [keptDays, limit])).length;
}
