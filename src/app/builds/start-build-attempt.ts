import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isArtifactDigest } from '../../adapters/artifacts/artifact-store.ts';
import { LogWriter } from '../../adapters/run-logs/log-writer.ts';
import { createRedactor } from '../../base/redaction/redactor.ts';
import type { BuildFailure } from '../../domain/releases/build-failure.ts';
import { describeDuration } from '../../domain/runs/classify-exit.ts';
import { maySucceedLater } from '../../errors/may-succeed-later.ts';
import { holdLease } from '../attempts/index.ts';
import type { BuildInput } from './begin-build.ts';
import type { BuildDeps } from './build-deps.ts';
import { BuildFailedError } from './build-failed-error.ts';
import { buildRelease } from './build-release.ts';
import { BuildSession, type BuildStopReason } from './build-session.ts';
import { type BuildOutcome, type FinishBuildResult, finishBuild } from './finish-build.ts';
import { stagingName } from './sweep-build-staging.ts';

export interface BuildAttempt {
  stop(reason: BuildStopReason): void;
  /** Adds a line of the hub's own to the log. */
  report(line: string): void;
  /** Never rejects. */
  readonly done: Promise<FinishBuildResult>;
}

const FINISH_RETRY_MS = 250;

/** Runs one begun attempt of a build to its end: lease, steps, log, result. */
export function startBuildAttempt(deps: BuildDeps, order: BuildInput): BuildAttempt {
  const redactor = createRedactor(deps.mirrors.secrets);
  const log = new LogWriter({
    sql: deps.db,
    target: { kind: 'build', releaseId: order.releaseId, attemptId: order.attemptId },
    lastLine: order.lastLogLine,
    maxLineBytes: deps.limits.logLineBytes,
    maxLogBytes: deps.limits.logBytes,
    redactor,
  });
  const directory = join(deps.stagingDirectory, stagingName(order.attemptId));
  const session = new BuildSession({ deps, order, log, redactor, directory });
  return { stop: (reason) => session.stop(reason), report: (line) => log.hub(line), done: run(session) };
}

async function run(session: BuildSession): Promise<FinishBuildResult> {
  const { deps, order, log } = session;
  const lease = holdLease({
    sql: deps.db,
    attemptId: order.attemptId,
    onRenewed: (deadlineMs) => session.extendDeadline(deadlineMs),
    onLost: () => {
      session.stop('lost');
      log.abandon();
    },
    onCancelRequested: () => session.stop('cancel'),
  });
  const timer = setTimeout(() => session.timeOut(), deps.limits.timeMs);
  try {
    const outcome = await attempt(session);
    const result = await finish(session, outcome);
    if (result.kind === 'final' && result.state === 'ready') {
      if (outcome.kind === 'ready') unpackAhead(session, outcome.artifactDigest);
      await keepCache(session);
    }
    return result;
  } finally {
    clearTimeout(timer);
    lease.stop();
    await removeFolder(session);
  }
}

async function attempt(session: BuildSession): Promise<BuildOutcome> {
  try {
    if (session.order.attemptNumber > 1) session.log.hub(`Attempt ${session.order.attemptNumber} starts.`);
    await mkdir(session.directory, { recursive: true, mode: 0o700 });
    return await buildRelease(session);
  } catch (error) {
    return failedOutcome(session, error);
  }
}

/** Only what made a ready release is kept for the next build. */
async function keepCache({ stagedCache, deps, order }: BuildSession): Promise<void> {
  await stagedCache?.commit().catch((error: unknown) => deps.onError(error, order.releaseId));
}

/** So that the first run finds it. Nobody waits for it: a run that needs it sooner joins, and gets its failure. */
function unpackAhead({ deps }: BuildSession, digest: string): void {
  if (isArtifactDigest(digest)) deps.cache.ensureUnpacked(digest, deps.unpack).catch(() => {});
}

async function removeFolder({ directory, deps, order }: BuildSession): Promise<void> {
  await rm(directory, { recursive: true, force: true }).catch((error: unknown) => deps.onError(error, order.releaseId));
}

/** What the hub stopped has the hub's reason, whatever error that led to. */
function failedOutcome(session: BuildSession, error: unknown): BuildOutcome {
  const { stopReason, deps, order } = session;
  if (stopReason === 'cancel') return { kind: 'cancelled' };
  if (stopReason === 'timeout') {
    const message = `The build was stopped at its time limit of ${describeDuration(deps.limits.timeMs)}.`;
    return { kind: 'failed', failure: { ...HUB_FAILURE, step: session.step, class: 'timeout', reason: null, message } };
  }
  if (stopReason === 'shutdown') {
    return {
      kind: 'failed',
      failure: { ...HUB_FAILURE, step: session.step, reason: 'worker_shutdown', message: SHUT_DOWN },
    };
  }
  if (error instanceof BuildFailedError) return { kind: 'failed', failure: error.failure };
  deps.onError(error, order.releaseId);
  return { kind: 'failed', failure: { ...HUB_FAILURE, step: session.step } };
}

const SHUT_DOWN = 'Its worker was shut down; the build is tried again.';

const HUB_FAILURE: BuildFailure = {
  step: null,
  class: 'platform',
  reason: 'internal',
  exit_code: null,
  signal: null,
  message: 'The hub could not run the build; its own log says why.',
};

/** Commits the result under the fencing token; keeps trying while the database is away and the attempt is ours. */
async function finish(session: BuildSession, outcome: BuildOutcome): Promise<FinishBuildResult> {
  const { deps, order, log } = session;
  log.hub(closingLine(outcome));
  let refusals = 0;
  while (session.stopReason !== 'lost' && refusals < MAX_REFUSALS) {
    try {
      await log.finish();
      return await finishBuild(deps.db, {
        releaseId: order.releaseId,
        attemptId: order.attemptId,
        outcome,
        logLineCount: log.lineCount,
      });
    } catch (error) {
      deps.onError(error, order.releaseId);
      if (!maySucceedLater(error)) refusals += 1;
      await pause(FINISH_RETRY_MS);
    }
  }
  return { kind: 'lost' };
}

/** What the database refuses is left to the end of the lease. */
const MAX_REFUSALS = 3;

function closingLine(outcome: BuildOutcome): string {
  if (outcome.kind === 'ready') return 'The release is ready.';
  if (outcome.kind === 'cancelled') return 'The build was cancelled.';
  return `The build failed${outcome.failure.step === null ? '' : ` at the step ${outcome.failure.step}`}: ${outcome.failure.message}`;
}
