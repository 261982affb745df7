import { PROGRESS_CHANNEL, WAKE_RELAY_CHANNEL } from '../../contracts/task-queues.ts';
import type { Database, Sql } from '../../db/database.ts';
import { type AttemptResult, closeAttempt } from '../../db/stores/attempts/attempt-store.ts';
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
  const rows = await sql.query<{ is_cancel_requested: boolean }>(
    `select cancel_requested_at is not null as is_cancel_requested from releases where id = $1 for update`,
    [input.releaseId],
  );
  if (!(await mayFinish())) return { kind: 'lost' };
  const outcome: BuildOutcome = rows[0]?.is_cancel_requested ? { kind: 'cancelled' } : input.outcome;
  if (!(await closeAttempt(sql, input.attemptId, attemptResult(outcome)))) return { kind: 'lost' };
  const delayMs = outcome.kind === 'failed' ? await retryDelayMs(sql, input.releaseId, outcome.failure) : null;
  if (delayMs !== null) return { kind: 'retry', delayMs };
  await setFinalState(sql, input, outcome);
  await notify(sql, input.releaseId);
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
  const rows = await sql.query<{ count: number }>(
    'select count(*) as count from attempts where release_id = $1 and is_counted',
    [releaseId],
  );
  return nextBuildAttemptDelayMs(failure, rows[0]?.count ?? 0);
}

async function setFinalState(sql: Sql, input: FinishBuildInput, outcome: BuildOutcome): Promise<void> {
  await sql.query(
    `update releases set state = $2, failure = $3, artifact_digest = $4, artifact_size_bytes = $5,
       log_line_count = coalesce($6, (select max(c.last_line) from build_log_chunks c where c.release_id = $1), 0),
       is_log_complete = true, finished_at = clock_timestamp(), modified_at = clock_timestamp()
     where id = $1 and state = 'building'`,
    [
      input.releaseId,
      outcome.kind,
      outcome.kind === 'failed' ? JSON.stringify(outcome.failure) : null,
      outcome.kind === 'ready' ? outcome.artifactDigest : null,
      outcome.kind === 'ready' ? outcome.artifactSizeBytes : null,
      input.logLineCount,
    ],
  );
}

async function notify(sql: Sql, releaseId: number): Promise<void> {
  await sql.query('select pg_notify($1, $2), pg_notify($3, $4)', [
    PROGRESS_CHANNEL,
    `release:${releaseId}`,
    WAKE_RELAY_CHANNEL,
    'build',
  ]);
}
