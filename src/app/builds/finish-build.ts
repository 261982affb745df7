import type { Database, Sql } from '../../db/database.ts';
import { type AttemptResult, closeAttempt } from '../../db/stores/attempts/attempt-store.ts';
import { countBuildAttempts, lockRelease } from '../../db/stores/releases/build-store.ts';
import { endRelease, type ReleaseEnd } from '../../db/stores/releases/release-transitions.ts';
import { type BuildFailure, nextBuildAttemptDelayMs } from '../../domain/releases/build-failure.ts';

export type BuildOutcome =
  | { readonly kind: 'ready'; readonly artifactDigest: string; readonly artifactSizeBytes: number }
  | { readonly kind: 'failed'; readonly failure: BuildFailure }
  | { readonly kind: 'cancelled' };

export interface FinishBuildInput {
  readonly releaseId: number;
  readonly attemptId: number;
  readonly outcome: BuildOutcome;
  /** Null keeps the count of what is stored. */
  readonly logLineCount: number | null;
}

export type FinishBuildResult =
  | { readonly kind: 'final'; readonly state: 'ready' | 'failed' | 'cancelled' }
  | { readonly kind: 'retry'; readonly delayMs: number }
  /** The attempt had ended before: nothing was written. */
  | { readonly kind: 'lost' };

/** Ends an attempt under its fencing token, and the release with it unless another attempt is due. */
export function finishBuild(database: Database, input: FinishBuildInput): Promise<FinishBuildResult> {
  return database.transaction((sql) => finishBuildLocked(sql, input, () => Promise.resolve(true)));
}

/** As finishBuild, where `mayFinish` still holds once the release is locked. */
export async function finishBuildLocked(
  sql: Sql,
  input: FinishBuildInput,
  mayFinish: () => Promise<boolean>,
): Promise<FinishBuildResult> {
  const release = await lockRelease(sql, input.releaseId);
  if (!(await mayFinish())) return { kind: 'lost' };
  const outcome: BuildOutcome = release?.isCancelRequested ? { kind: 'cancelled' } : input.outcome;
  if (!(await closeAttempt(sql, input.attemptId, attemptResult(outcome)))) return { kind: 'lost' };
  const delayMs = outcome.kind === 'failed' ? await retryDelayMs(sql, input.releaseId, outcome.failure) : null;
  if (delayMs !== null) return { kind: 'retry', delayMs };
  await endRelease(sql, input.releaseId, { ...toEnd(outcome), logLineCount: input.logLineCount });
  return { kind: 'final', state: outcome.kind };
}

function attemptResult(outcome: BuildOutcome): AttemptResult {
  const common = { exitCode: null, signal: null, failure: null, isCounted: true };
  if (outcome.kind === 'ready') return { ...common, state: 'succeeded', exitCode: 0 };
  if (outcome.kind === 'cancelled') return { ...common, state: 'cancelled' };
  const { failure } = outcome;
  return {
    state: 'failed',
    exitCode: failure.exit_code,
    signal: failure.signal,
    failure,
    isCounted: failure.reason !== 'worker_shutdown',
  };
}

async function retryDelayMs(sql: Sql, releaseId: number, failure: BuildFailure): Promise<number | null> {
  return nextBuildAttemptDelayMs(failure, await countBuildAttempts(sql, releaseId));
}

function toEnd(outcome: BuildOutcome): ReleaseEnd {
  const { kind: state, ...rest } = outcome;
  return { state, ...rest } as ReleaseEnd;
}
