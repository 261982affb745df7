import type { Database, Sql } from '../../db/database.ts';
import { closeAttempt, countCountedAttempts } from '../../db/stores/attempts/attempt-store.ts';
import { type LockedRun, lockRunningRun, scheduleNextAttempt } from '../../db/stores/runs/run-store.ts';
import { endRun, type RunEnd } from '../../db/stores/runs/run-transitions.ts';
import { mergeTenantMetadata } from '../../db/stores/tenants/tenant-metadata-repository.ts';
import type { ExitOutcome } from '../../domain/runs/classify-exit.ts';
import { DEFAULT_RETRY_POLICY, nextAttemptDelayMs } from '../../domain/runs/retry-policy.ts';
import type { RunFailure } from '../../domain/runs/run-failure.ts';
import { type FetchedOptions, recordOptions } from './record-options.ts';

/** What a run leaves besides its outcome. */
export interface RunResult {
  /** The last non-empty line of stdout. */
  readonly stdoutLine: string | null;
  /** The state to merge into the tenant's metadata; null where none was printed. */
  readonly state: Readonly<Record<string, unknown>> | null;
  /** The options of dynamic configs that the state holds; null where no state was read. */
  readonly options: FetchedOptions | null;
  readonly warnings: readonly string[];
  /** False where lines may be missing: the worker was lost, or its log could not be stored. */
  readonly isLogComplete: boolean;
}

export interface FinishedAttempt extends RunResult {
  readonly attemptId: number;
  readonly outcome: ExitOutcome;
  readonly exitCode: number | null;
  readonly signal: string | null;
}

/**
 * `lost`: another process had ended the attempt, nothing was written. `retry`: the run goes on with another attempt.
 */
export type FinishOutcome =
  | { readonly kind: 'lost' }
  | { readonly kind: 'retry'; readonly delayMs: number }
  | { readonly kind: 'final'; readonly phase: 'succeeded' | 'failed' | 'cancelled' };

/** Ends an attempt under its fencing token, and its run with it where no other attempt follows; one transaction. */
export async function finishAttempt(db: Database, runId: number, finished: FinishedAttempt): Promise<FinishOutcome> {
  return db.transaction(async (sql) => {
    const run = await lockRunningRun(sql, runId);
    return run ? finishLocked(sql, run, finished) : { kind: 'lost' };
  });
}

export async function finishLocked(sql: Sql, run: LockedRun, finished: FinishedAttempt): Promise<FinishOutcome> {
  const failure = finished.outcome.kind === 'failed' ? finished.outcome.failure : null;
  const isClosed = await closeAttempt(sql, finished.attemptId, {
    state: finished.outcome.kind,
    exitCode: finished.exitCode,
    signal: finished.signal,
    failure,
    isCounted: failure?.reason !== 'worker_shutdown',
  });
  if (!isClosed) return { kind: 'lost' };
  const delayMs = failure === null ? null : await delayOfNext(sql, run, failure);
  if (delayMs !== null && !run.isCancelRequested) {
    await scheduleNextAttempt(sql, run.id, delayMs);
    return { kind: 'retry', delayMs };
  }
  const phase = delayMs === null ? finished.outcome.kind : 'cancelled';
  await endLockedRun(sql, run, { phase, failure: phase === 'failed' ? failure : null }, finished);
  return { kind: 'final', phase };
}

async function delayOfNext(sql: Sql, run: LockedRun, failure: RunFailure): Promise<number | null> {
  const counted = await countCountedAttempts(sql, run.id);
  return nextAttemptDelayMs({ ...DEFAULT_RETRY_POLICY, ...run.retryPolicy }, failure, counted);
}

/** Ends a locked run; only a succeeded one writes state. */
export async function endLockedRun(
  sql: Sql,
  run: LockedRun,
  end: Pick<RunEnd, 'phase' | 'failure'>,
  result: RunResult,
): Promise<void> {
  if (!(await endRun(sql, run.id, { ...result, ...end }))) throw new Error(`Run ${run.id} is locked and not running.`);
  if (end.phase === 'succeeded' && result.state !== null) await mergeTenantMetadata(sql, run.tenantId, result.state);
  await recordOptions(sql, run, { ...end, options: result.options });
}
