import { LogWriter } from '../../adapters/run-logs/log-writer.ts';
import type { Sandbox, SandboxExit, SandboxProcess } from '../../adapters/sandbox/sandbox.ts';
import { createRedactor, NO_SECRETS, type Redactor } from '../../base/redaction/redactor.ts';
import type { Database } from '../../db/database.ts';
import { markAttemptStarted } from '../../db/stores/attempts/attempt-store.ts';
import { classifyExit, type ExitOutcome, hubFailure, type StopReason } from '../../domain/runs/classify-exit.ts';
import { parseStateLine } from '../../domain/runs/parse-state-line.ts';
import { effectiveLimits, type IntegrationLimits } from '../../domain/runs/run-limits.ts';
import { maySucceedLater } from '../../errors/may-succeed-later.ts';
import { holdLease } from '../attempts/index.ts';
import { describeFailure } from './describe-failure.ts';
import { type FinishedAttempt, type FinishOutcome, finishAttempt } from './finish-attempt.ts';
import { loadRunContext, type RunContext } from './load-run-context.ts';
import { type PreparedRun, type PrepareRunDeps, prepareRun } from './prepare-run.ts';
import { readState } from './read-state.ts';
import { redactAttempt } from './redact-attempt.ts';
import { reportRefusedHosts } from './report-refused-hosts.ts';
import type { RunCredentials } from './run-ports.ts';
import { type CollectedTail, collectTail } from './tail-collector.ts';

export interface AttemptLimits {
  readonly graceMs: number;
  readonly stdoutBytes: number;
  readonly logLineBytes: number;
}

export interface StartAttemptDeps extends PrepareRunDeps {
  readonly db: Database;
  readonly sandbox: Sandbox;
  readonly credentials: RunCredentials;
  readonly attemptLimits: AttemptLimits;
  /** For the hub's own log. */
  readonly onError: (error: unknown, runId: number) => void;
}

export interface AcquiredAttempt {
  readonly runId: number;
  readonly attemptId: number;
  readonly attemptNumber: number;
  readonly logDay: string;
}

export interface AttemptHandle {
  /** Stops the process with its grace; the first reason is kept. */
  stop(reason: 'cancel' | 'shutdown'): void;
  /** Adds a line of the hub's own to the log, where it is open. */
  report(line: string): void;
  /** Never rejects. */
  readonly done: Promise<FinishOutcome>;
}

/** Runs one acquired attempt to its end: lease, checks, sandbox, log, result. */
export function startAttempt(deps: StartAttemptDeps, attempt: AcquiredAttempt): AttemptHandle {
  const execution = new AttemptExecution(deps, attempt);
  return {
    stop: (reason) => execution.stop(reason),
    report: (line) => execution.report(line),
    done: execution.run(),
  };
}

const FINISH_RETRY_MS = 250;

class AttemptExecution {
  readonly #deps: StartAttemptDeps;
  readonly #attempt: AcquiredAttempt;
  #process: SandboxProcess | null = null;
  #log: LogWriter | null = null;
  #redactor: Redactor = NO_SECRETS;
  #stopReason: StopReason = null;
  #isLost = false;

  constructor(deps: StartAttemptDeps, attempt: AcquiredAttempt) {
    this.#deps = deps;
    this.#attempt = attempt;
  }

  stop(reason: Exclude<StopReason, null>): void {
    if (this.#stopReason !== null) return;
    this.#stopReason = reason;
    this.#process?.terminate(this.#deps.attemptLimits.graceMs);
  }

  report(line: string): void {
    this.#log?.hub(line);
  }

  async run(): Promise<FinishOutcome> {
    const lease = holdLease({
      sql: this.#deps.db,
      attemptId: this.#attempt.attemptId,
      onRenewed: (deadlineMs) => this.#process?.extendDeadline(deadlineMs),
      onLost: () => this.#lose(),
      onCancelRequested: () => this.stop('cancel'),
    });
    try {
      const finished = await this.#execute().catch((error: unknown) => this.#toPlatformFailure(error));
      return await this.#finish(finished);
    } finally {
      lease.stop();
    }
  }

  async #execute(): Promise<FinishedAttempt> {
    const context = await loadRunContext(this.#deps.db, this.#attempt.runId);
    const secrets = await this.#deps.credentials.open(context);
    this.#redactor = createRedactor(Object.values(secrets));
    const log = this.#openLog(context);
    this.#log = log;
    if (this.#attempt.attemptNumber > 1) log.hub(`Attempt ${this.#attempt.attemptNumber} starts.`);
    for (const note of context.notes) log.hub(note);
    const prepared = await prepareRun(this.#deps, context, secrets, `run-${this.#attempt.attemptId}`);
    for (const warning of prepared.warnings) log.hub(`Warning: ${warning}`);
    if (prepared.kind === 'failed') return this.#refuse(prepared);
    try {
      if (this.#stopReason !== null) return this.#refuse({ ...prepared, failure: NEVER_STARTED });
      return await this.#runProcess(context, prepared, log);
    } finally {
      await prepared.release();
    }
  }

  async #runProcess(
    context: RunContext,
    prepared: Extract<PreparedRun, { kind: 'ready' }>,
    log: LogWriter,
  ): Promise<FinishedAttempt> {
    const over = new AbortController();
    const network = reportRefusedHosts(prepared.spec.network, log, over.signal);
    const process = await this.#deps.sandbox.start({ ...prepared.spec, network });
    this.#process = process;
    process.stdin.end();
    // A stop that was requested while it started reaches it now.
    if (this.#stopReason !== null || this.#isLost)
      process.terminate(this.#isLost ? 0 : this.#deps.attemptLimits.graceMs);
    const started = this.#markStarted();
    const timer = setTimeout(() => this.stop('timeout'), prepared.timeLimitMs);
    try {
      const [exit, stdout] = await Promise.all([
        process.exited,
        collectTail(process.stdout, this.#deps.attemptLimits.stdoutBytes),
        log.pipe(process.stderr, 'stderr'),
      ]);
      await started;
      return await this.#judge(context, exit, stdout, prepared);
    } finally {
      over.abort();
      clearTimeout(timer);
    }
  }

  async #judge(
    context: RunContext,
    exit: SandboxExit,
    stdout: CollectedTail,
    prepared: Extract<PreparedRun, { kind: 'ready' }>,
  ): Promise<FinishedAttempt> {
    const outcome = classifyExit(exit, this.#stopReason, prepared.timeLimitMs);
    const printed = parseStateLine(stdout.text, stdout.isCut);
    const base = {
      attemptId: this.#attempt.attemptId,
      exitCode: exit.exitCode,
      signal: exit.signal,
      stdoutLine: printed.line,
      state: null,
      options: null,
      warnings: [...prepared.warnings, ...this.#warnOfState(printed.line)],
      isLogComplete: true,
    };
    if (outcome.kind !== 'succeeded') return { ...base, outcome };
    const read = await readState(this.#deps.schemas, context, printed);
    if (!read.ok) return { ...base, outcome: read.outcome };
    for (const warning of read.warnings) this.#log?.hub(`Warning: ${warning}`);
    return {
      ...base,
      ...{ outcome, state: read.state, options: read.options, warnings: [...base.warnings, ...read.warnings] },
    };
  }

  /** State is data that the next run gets back as it was printed, so it is said and not redacted. */
  #warnOfState(line: string | null): readonly string[] {
    if (line === null || !this.#redactor.finds(line)) return [];
    this.#log?.hub(`Warning: ${STATE_HOLDS_SECRET}`);
    return [STATE_HOLDS_SECRET];
  }

  #openLog(context: RunContext): LogWriter {
    return new LogWriter({
      sql: this.#deps.db,
      target: { ...this.#attempt, kind: 'run' },
      lastLine: context.logLines,
      maxLineBytes: this.#deps.attemptLimits.logLineBytes,
      maxLogBytes: effectiveLimits(this.#deps.limits, context.limits as IntegrationLimits).logBytes,
      redactor: this.#redactor,
    });
  }

  /** The process's start, committed while it runs; tried again as long as the attempt is ours. */
  async #markStarted(): Promise<void> {
    while (!this.#isLost) {
      try {
        await markAttemptStarted(this.#deps.db, this.#attempt.attemptId);
        return;
      } catch {
        await pause(FINISH_RETRY_MS);
      }
    }
  }

  #refuse(prepared: {
    readonly failure: ReturnType<typeof hubFailure>;
    readonly warnings: readonly string[];
  }): FinishedAttempt {
    const outcome: ExitOutcome =
      this.#stopReason === null
        ? { kind: 'failed', failure: prepared.failure }
        : classifyExit(NO_EXIT, this.#stopReason, 0);
    return { ...this.#withoutProcess(outcome), warnings: prepared.warnings };
  }

  #withoutProcess(outcome: ExitOutcome): FinishedAttempt {
    return {
      attemptId: this.#attempt.attemptId,
      outcome,
      exitCode: null,
      signal: null,
      stdoutLine: null,
      state: null,
      options: null,
      warnings: [],
      isLogComplete: true,
    };
  }

  #toPlatformFailure(error: unknown): FinishedAttempt {
    this.#deps.onError(error, this.#attempt.runId);
    this.#process?.terminate(0);
    return this.#withoutProcess({ kind: 'failed', failure: describeFailure(error) });
  }

  /** Commits the result under the fencing token; keeps trying while the database is away. */
  async #finish(finished: FinishedAttempt): Promise<FinishOutcome> {
    if (finished.outcome.kind === 'failed') this.#log?.hub(finished.outcome.failure.message);
    let result = redactAttempt(this.#redactor, finished);
    while (!this.#isLost) {
      try {
        await this.#log?.finish();
        return await finishAttempt(this.#deps.db, this.#attempt.runId, result);
      } catch (error) {
        if (maySucceedLater(error)) {
          await pause(FINISH_RETRY_MS);
          continue;
        }
        // What the database refuses once it refuses again: the run ends without it, else by its lease.
        if (this.#log === null) return { kind: 'lost' };
        result = { ...this.#toPlatformFailure(error), isLogComplete: false };
        this.#log = null;
      }
    }
    return { kind: 'lost' };
  }

  #lose(): void {
    this.#isLost = true;
    this.#log?.abandon();
    this.#process?.terminate(0);
  }
}

const NO_EXIT = { exitCode: null, signal: null, isOutOfMemory: false, startFailure: null };

const NEVER_STARTED = hubFailure('platform', 'It was stopped before its process started.', 'internal');

const STATE_HOLDS_SECRET =
  'The last line of stdout holds the value of a PAN_SEC_ variable; it is stored as it is, where people can read it.';

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
