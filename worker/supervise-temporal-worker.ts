import { setTimeout as delay } from 'node:timers/promises';
import type { Worker } from '@temporalio/worker';
import { awaitedLater } from '../src/base/process/awaited-later.ts';

export interface SupervisedWorker {
  /** Resolves when the worker in use has stopped polling and its tasks have ended; rejects where they did not end in time. */
  shutdown(): Promise<void>;
}

export interface SuperviseWorkerOptions {
  readonly create: () => Promise<Worker>;
  /** A worker failed, or none could be made; another one is tried. Not called any more while it shuts down. */
  readonly onError: (error: unknown) => void;
}

const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 10_000;
const STEADY_MS = 60_000;

/** Runs a Temporal worker, and another one after it where it fails (Temporal away for long), with back-off. */
export async function superviseTemporalWorker(options: SuperviseWorkerOptions): Promise<SupervisedWorker> {
  const supervision = new RunningSupervision(options, await options.create());
  // `shutdown` returns it, which may be called later.
  const done = awaitedLater(supervision.run());
  return {
    shutdown: () => {
      supervision.stop();
      return done;
    },
  };
}

class RunningSupervision {
  readonly #options: SuperviseWorkerOptions;
  readonly #stopping = new AbortController();
  #worker: Worker | null;

  constructor(options: SuperviseWorkerOptions, worker: Worker) {
    this.#options = options;
    this.#worker = worker;
  }

  stop(): void {
    this.#stopping.abort();
    if (this.#worker?.getState() === 'RUNNING') this.#worker.shutdown();
  }

  async run(): Promise<void> {
    const { signal } = this.#stopping;
    let delayMs = FIRST_DELAY_MS;
    for (;;) {
      const beganAtMs = performance.now();
      await this.#runOne();
      if (performance.now() - beganAtMs > STEADY_MS) delayMs = FIRST_DELAY_MS;
      if (!signal.aborted) await delay(delayMs, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      delayMs = Math.min(delayMs * 2, MAX_DELAY_MS);
      this.#worker = await this.#create();
    }
  }

  async #runOne(): Promise<void> {
    const { signal } = this.#stopping;
    try {
      const running = this.#worker?.run();
      // A worker that was made meanwhile releases its connection only by running to its end.
      if (signal.aborted) this.#worker?.shutdown();
      await running;
    } catch (error) {
      if (signal.aborted) throw error;
      this.#options.onError(error);
    }
  }

  async #create(): Promise<Worker | null> {
    try {
      return await this.#options.create();
    } catch (error) {
      if (!this.#stopping.signal.aborted) this.#options.onError(error);
      return null;
    }
  }
}
