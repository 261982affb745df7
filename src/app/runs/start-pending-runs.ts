import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import type { Sql } from '../../db/database.ts';

export interface StartPendingRunsDeps {
  readonly sql: Sql;
  /** Starts the run's workflow. */
  readonly startRun: (runId: number) => Promise<void>;
}

/** Starts in flight at the same time: a slow Temporal delays none by the sum of the others. */
const STARTS_AT_ONCE = 8;

/** Starts the admitted runs that nobody executes. Returns how many. */
export async function startPendingRuns({ sql, startRun }: StartPendingRunsDeps, items: ItemRunner): Promise<number> {
  return items.forEach({
    kind: 'run',
    items: await findUnstartedRuns(sql, items.backedOff('run')),
    atOnce: STARTS_AT_ONCE,
    work: async ({ id, isRestart }) => {
      if (isRestart) await recordRestart(sql, id);
      await startRun(id);
    },
  });
}

/**
 * Without an executor for 2 s, or without a live attempt for 60 s although one is due (its workflow was terminated, or Temporal lost
 * it).
 */
function findUnstartedRuns(
  sql: Sql,
  skip: readonly number[],
): Promise<{ readonly id: number; readonly isRestart: boolean }[]> {
  return sql.query<{ id: number; isRestart: boolean }>(
    `select r.id, r.executor_at is not null as "isRestart" from runs r
     where r.phase = 'running' and r.id <> all($1::bigint[])
       and not exists (select 1 from attempts a where a.run_id = r.id and a.finished_at is null)
       and (
         (r.executor_at is null and r.admitted_at < clock_timestamp() - interval '2 seconds')
         or (r.executor_at < clock_timestamp() - interval '60 seconds'
           and coalesce(r.next_attempt_at, r.admitted_at) < clock_timestamp() - interval '60 seconds'
           and not exists (select 1 from attempts a
             where a.run_id = r.id and a.finished_at > clock_timestamp() - interval '60 seconds'))
       )
     order by r.admitted_at limit 200`,
    [skip],
  );
}

/** The run's next attempt says in its log that the workflow had to be started again. */
async function recordRestart(sql: Sql, runId: number): Promise<void> {
  await sql.query(`update runs set warnings = warnings || $2::jsonb where id = $1 and phase = 'running'`, [
    runId,
    JSON.stringify(['Its workflow was gone before the run had ended; it was started again.']),
  ]);
}
