import type { Logger } from 'pino';
import { errorText } from '../logging/describe-error.ts';
import type { Clock } from './clock.ts';
import { ItemBackoff } from './item-backoff.ts';
import { createItemRunner } from './item-runner.ts';
import type { Job, JobStatus } from './job.ts';

export interface RunningJobDeps {
  readonly job: Job<string>;
  readonly clock: Clock;
  readonly logger: Logger;
}

const FIRST_RETRY_MS = 1_000;
/** A job of a short interval is tried again at least this often. */
const MAX_RETRY_MS = 5_000;

/** One job in one process: its timer, its runs one at a time, its status. */
export class RunningJob {
  readonly #deps: RunningJobDeps;
  readonly #backoff: ItemBackoff;
  readonly #stopping = new AbortController();
  #cancelTimer: (() => void) | null = null;
  #running: Promise<void> | null = null;
  #isWoken = false;
  #lastStartedAt: Date | null = null;
  #lastDurationMs: number | null = null;
  #lastError: JobStatus['lastError'] = null;
  #failureStreak = 0;
  #runCount = 0;
  #itemsDone = 0;
  #itemsFailed = 0;
  #nextRunAt: Date | null = null;

  constructor(deps: RunningJobDeps) {
    this.#deps = deps;
    this.#backoff = new ItemBackoff(deps.clock);
  }

  schedule(delayMs: number): void {
    const { clock } = this.#deps;
    this.#cancelTimer?.();
    this.#cancelTimer = clock.after(delayMs, () => this.#begin());
    this.#nextRunAt = new Date(clock.now().getTime() + delayMs);
  }

  /** Runs now, or once more after the run under way. */
  wake(): void {
    if (this.#stopping.signal.aborted) return;
    if (this.#running) this.#isWoken = true;
    else this.#begin();
  }

  /** Starts no more runs and waits for the one under way, which sees its signal aborted. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#cancelTimer?.();
    this.#nextRunAt = null;
    await this.#running;
  }

  get status(): JobStatus {
    const { name, intervalMs } = this.#deps.job;
    return {
      name,
      intervalMs,
      isRunning: this.#running !== null,
      lastStartedAt: this.#lastStartedAt,
      lastDurationMs: this.#lastDurationMs,
      lastError: this.#lastError,
      failureStreak: this.#failureStreak,
      runCount: this.#runCount,
      itemsDone: this.#itemsDone,
      itemsFailed: this.#itemsFailed,
      itemsBackedOff: this.#backoff.size,
      nextRunAt: this.#nextRunAt,
    };
  }

  #begin(): void {
    const { clock } = this.#deps;
    this.#cancelTimer?.();
    this.#nextRunAt = null;
    this.#isWoken = false;
    this.#lastStartedAt = clock.now();
    const startedMs = clock.monotonicMs();
    this.#running = this.#runOnce().then(() => {
      this.#running = null;
      this.#lastDurationMs = Math.round(clock.monotonicMs() - startedMs);
      this.#runCount += 1;
      if (this.#stopping.signal.aborted) return;
      if (this.#isWoken) this.#begin();
      else this.schedule(this.#delayMs(clock.monotonicMs() - startedMs));
    });
  }

  async #runOnce(): Promise<void> {
    const { job } = this.#deps;
    try {
      this.#itemsDone += await job.run(this.#createItems());
      this.#recover();
    } catch (error) {
      if (!this.#stopping.signal.aborted) this.#fail(error);
    }
  }

  #createItems() {
    const { job, logger } = this.#deps;
    return createItemRunner({
      signal: this.#stopping.signal,
      backoff: this.#backoff,
      onItemError: (error, kind, id) => {
        this.#itemsFailed += 1;
        this.#remember(`${kind} ${id}: ${errorText(error)}`);
        logger.error({ job: job.name, subject: `${kind}:${id}`, err: error }, 'an item of a job failed');
      },
    });
  }

  /** In a long streak of failures each takes twice as many as the one before until it is logged: the status names the last one. */
  #fail(error: unknown): void {
    const { job, logger } = this.#deps;
    this.#failureStreak += 1;
    this.#remember(errorText(error));
    if (Number.isInteger(Math.log2(this.#failureStreak))) {
      logger.error({ job: job.name, failures: this.#failureStreak, err: error }, 'a job failed; it is tried again');
    }
  }

  #recover(): void {
    const { job, logger } = this.#deps;
    if (this.#failureStreak > 0) logger.info({ job: job.name, failures: this.#failureStreak }, 'a job works again');
    this.#failureStreak = 0;
  }

  #remember(message: string): void {
    this.#lastError = { at: this.#deps.clock.now(), message };
  }

  #delayMs(tookMs: number): number {
    const { intervalMs } = this.#deps.job;
    if (this.#failureStreak === 0) return Math.max(0, intervalMs - tookMs);
    return Math.min(FIRST_RETRY_MS * 2 ** (this.#failureStreak - 1), Math.max(intervalMs, MAX_RETRY_MS));
  }
}
