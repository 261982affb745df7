import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import type { Database, Sql } from '../../db/database.ts';
import { findExpiredAttempts, hasLiveAttempt, isStillExpired } from '../../db/stores/attempts/attempt-store.ts';
import { findUnleasedCancels } from '../../db/stores/runs/run-queue-store.ts';
import { lockRunningRun } from '../../db/stores/runs/run-store.ts';
import { hubFailure } from '../../domain/runs/classify-exit.ts';
import { endLockedRun, type FinishOutcome, finishLocked } from './finish-attempt.ts';

const WORKER_LOST = 'Its worker was lost; what the log shows is all that arrived.';

const NOTHING_PRINTED = { stdoutLine: null, state: null, options: null, warnings: [], isLogComplete: false } as const;

/** Ends attempts whose lease ran out as `worker_lost`, their runs too where no attempt follows. Returns how many. */
export async function reapRuns(db: Database, items: ItemRunner): Promise<number> {
  const expired = await findExpiredAttempts(db, 'run', items.backedOff('run'));
  return items.forEach({
    kind: 'run',
    items: expired.map(({ id, subject }) => ({ id: subject.id, attemptId: id })),
    work: async ({ id, attemptId }) => {
      const outcome = await db.transaction((sql) => reap(sql, id, attemptId));
      return outcome.kind !== 'lost';
    },
  });
}

async function reap(sql: Sql, runId: number, attemptId: number): Promise<FinishOutcome> {
  const run = await lockRunningRun(sql, runId);
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

/** Ends running runs whose cancel was requested and that no attempt holds (in a back-off, never begun). Returns how many. */
export async function cancelUnleasedRuns(db: Database, items: ItemRunner): Promise<number> {
  return items.forEach({
    kind: 'run',
    items: await findUnleasedCancels(db, items.backedOff('run')),
    work: ({ id }) => cancelUnleasedRun(db, id),
  });
}

/** Ends a running run whose cancel was requested. Returns false where an attempt holds the run: that attempt ends it. */
export function cancelUnleasedRun(db: Database, runId: number): Promise<boolean> {
  return db.transaction(async (sql) => {
    const run = await lockRunningRun(sql, runId);
    if (!run?.isCancelRequested || (await hasLiveAttempt(sql, runId))) return false;
    await endLockedRun(sql, run, { phase: 'cancelled', failure: null }, { ...NOTHING_PRINTED, isLogComplete: true });
    return true;
  });
}
