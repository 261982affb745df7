import type { Logger } from 'pino';
import { type Clock, systemClock } from './clock.ts';
import type { Job, JobStatus } from './job.ts';
import { RunningJob } from './running-job.ts';

export interface JobRunnerDeps<Signal extends string> {
  readonly jobs: readonly Job<Signal>[];
  readonly logger: Logger;
  readonly clock?: Clock;
}

/** Between the first runs of two jobs, so that they don't all need a connection at the same moment. */
const STAGGER_MS = 25;

/**
 * Runs the background jobs of a process, each for itself: a slow one holds up no other. A job runs at its interval and whenever a signal
 * wakes it, one run at a time; where it fails it is tried again with back-off.
 */
export class JobRunner<Signal extends string> {
  readonly #jobs: readonly { readonly wakeOn: readonly Signal[]; readonly running: RunningJob }[];

  constructor({ jobs, logger, clock = systemClock }: JobRunnerDeps<Signal>) {
    this.#jobs = jobs.map((job) => ({ wakeOn: job.wakeOn, running: new RunningJob({ job, logger, clock }) }));
  }

  start(): void {
    for (const [index, { running }] of this.#jobs.entries()) running.schedule(index * STAGGER_MS);
  }

  /** Starts the jobs that wait for this signal. */
  wake(signal: Signal): void {
    for (const { wakeOn, running } of this.#jobs) if (wakeOn.includes(signal)) running.wake();
  }

  /** Starts the jobs that wait for any signal: some may have been missed. */
  wakeAll(): void {
    for (const { wakeOn, running } of this.#jobs) if (wakeOn.length > 0) running.wake();
  }

  get statuses(): readonly JobStatus[] {
    return this.#jobs.map(({ running }) => running.status);
  }

  /** Starts no more runs and waits for those under way, whose signals are aborted. */
  async stop(): Promise<void> {
    await Promise.all(this.#jobs.map(({ running }) => running.stop()));
  }
}
