import { type Sql, sqlState } from '../../db/database.ts';
import { type AcquiredAttempt, acquireAttempt } from '../../db/stores/attempts/acquire-attempt.ts';

/**
 * `final`: nothing to do. `leased`: another worker has a live attempt. `due-later`: the next attempt is due in `delayMs`.
 * `cancelling`: a cancel was requested and nobody holds the run. `acquired`: this worker may start the attempt.
 */
export type AcquiredRun =
  | { readonly kind: 'final'; readonly phase: string }
  | { readonly kind: 'leased' }
  | { readonly kind: 'cancelling' }
  | { readonly kind: 'due-later'; readonly delayMs: number }
  | { readonly kind: 'acquired'; readonly attemptId: number; readonly attemptNumber: number; readonly logDay: string };

/** Acquires the lease of a run's next attempt for `workerId`, in one statement. */
export async function acquireRun(sql: Sql, runId: number, workerId: string): Promise<AcquiredRun> {
  try {
    return toAcquired(await acquireAttempt(sql, runId, workerId));
  } catch (error) {
    // Two workers at the same time: the unique index on live attempts refused this one.
    if (sqlState(error) === '23505') return { kind: 'leased' };
    throw error;
  }
}

function toAcquired(run: AcquiredAttempt | null): AcquiredRun {
  if (!run) return { kind: 'final', phase: 'unknown' };
  if (run.phase !== 'running') return { kind: 'final', phase: run.phase };
  const { attemptId, attemptNumber, logDay } = run;
  if (attemptId !== null && attemptNumber !== null) return { kind: 'acquired', attemptId, attemptNumber, logDay };
  if (run.isCancelRequested) return { kind: 'cancelling' };
  return run.dueInMs > 0 ? { kind: 'due-later', delayMs: run.dueInMs } : { kind: 'leased' };
}
