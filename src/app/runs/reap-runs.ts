import type { Database, Sql } from '../../db/database.ts';
import { hubFailure } from '../../domain/runs/classify-exit.ts';
import { findExpiredAttempts, isStillExpired } from '../attempts/index.ts';
import { endRun, type FinishOutcome, finishLocked, lockRun } from './finish-attempt.ts';

const WORKER_LOST = 'Its worker was lost; what the log shows is all that arrived.';

const NOTHING_PRINTED = { stdoutLine: null, state: null, options: null, warnings: [], isLogComplete: false } as const;

/** Ends attempts whose lease ran out as `worker_lost`, their runs too where no attempt follows; answers the runs' ids. */
export async function reapRuns(db: Database): Promise<number[]> {
  const reaped: number[] = [];
  for (const attempt of await findExpiredAttempts(db, 'run')) {
    const outcome = await db.transaction((sql) => reap(sql, attempt.subject.id, attempt.id));
    if (outcome.kind !== 'lost') reaped.push(attempt.subject.id);
  }
  return reaped;
}

async function reap(sql: Sql, runId: number, attemptId: number): Promise<FinishOutcome> {
  const run = await lockRun(sql, runId);
  if (!run || !(await isStillExpired(sql, attemptId))) return { kind: 'lost' };
  return finishLocked(sql, run, {
    attemptId,
    outcome: run.isCancelRequested
      ? { kind: 'cancelled' }
      : { kind: 'failed', failure: hubFailure('platform', WORKER_LOST, 'worker_lost') },
    exitCode: null,
    signal: null,
    ...NOTHING_PRINTED,
  });
}

/** Ends running runs that were asked to be cancelled and that no attempt holds (in a back-off, never begun); answers their ids. */
export async function cancelUnleasedRuns(db: Database): Promise<number[]> {
  const waiting = await db.query<{ id: number }>(UNLEASED);
  const cancelled: number[] = [];
  for (const { id } of waiting) {
    const isDone = await db.transaction(async (sql) => {
      const run = await lockRun(sql, id);
      if (!run || !(await isUnleased(sql, id))) return false;
      await endRun(sql, run, 'cancelled', null, { ...NOTHING_PRINTED, isLogComplete: true });
      return true;
    });
    if (isDone) cancelled.push(id);
  }
  return cancelled;
}

const UNLEASED = `
  select r.id from runs r
  where r.phase = 'running' and r.cancel_requested_at is not null
    and not exists (select 1 from attempts a where a.run_id = r.id and a.finished_at is null)
  limit 500`;

async function isUnleased(sql: Sql, runId: number): Promise<boolean> {
  const rows = await sql.query(`select 1 from attempts where run_id = $1 and finished_at is null`, [runId]);
  return rows.length === 0;
}
