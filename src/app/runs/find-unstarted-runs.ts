import type { Sql } from '../../db/database.ts';

/**
 * Admitted runs that nobody carries out: without an executor for 2 s, or without a live attempt for 60 s although one is
 * due (its workflow was terminated, or Temporal lost it).
 */
export async function findUnstartedRuns(sql: Sql): Promise<{ readonly id: number; readonly isRestart: boolean }[]> {
  return sql.query<{ id: number; isRestart: boolean }>(
    `select r.id, r.executor_at is not null as "isRestart" from runs r
     where r.phase = 'running'
       and not exists (select 1 from attempts a where a.run_id = r.id and a.finished_at is null)
       and (
         (r.executor_at is null and r.admitted_at < clock_timestamp() - interval '2 seconds')
         or (r.executor_at < clock_timestamp() - interval '60 seconds'
           and coalesce(r.next_attempt_at, r.admitted_at) < clock_timestamp() - interval '60 seconds'
           and not exists (select 1 from attempts a
             where a.run_id = r.id and a.finished_at > clock_timestamp() - interval '60 seconds'))
       )
     order by r.admitted_at limit 200`,
  );
}

/** The run's next attempt says in its log that the workflow had to be started again. */
export async function recordRestart(sql: Sql, runId: number): Promise<void> {
  await sql.query(`update runs set warnings = warnings || $2::jsonb where id = $1 and phase = 'running'`, [
    runId,
    JSON.stringify(['Its workflow was gone before the run had ended; it was started again.']),
  ]);
}
