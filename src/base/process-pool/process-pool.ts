import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { PooledProcess } from './pooled-process.ts';
import type { ProcessPoolSettings, TaskEnd } from './process-pool-settings.ts';

export interface TaskOptions {
  /** From the moment a process begins with the task, in milliseconds. */
  readonly timeoutMs: number;
  /** Ends the task at once, with its process and everything that this started. */
  readonly signal?: AbortSignal | undefined;
}

/** Processes that do one task at a time. One that passes a limit, or whose task is aborted, is killed and replaced. */
export interface ProcessPool<Task, Result> {
  /** @throws the signal's reason */
  run(task: Task, options: TaskOptions): Promise<TaskEnd<Result>>;
  /**
   * Runs a task that writes bytes. `end` resolves when the task has ended; `output` ends with the pipe, so only both together
   * say whether it is whole.
   */
  open(task: Task, options: TaskOptions): Promise<OpenTask<Result>>;
  close(): Promise<void>;
}

export interface OpenTask<Result> {
  readonly output: Readable;
  readonly end: Promise<TaskEnd<Result>>;
}

export function createProcessPool<Task, Result>(settings: ProcessPoolSettings<Result>): ProcessPool<Task, Result> {
  return new Processes(settings);
}

class Processes<Task, Result> implements ProcessPool<Task, Result> {
  readonly #settings: ProcessPoolSettings<Result>;
  readonly #idle: PooledProcess<Task, Result>[] = [];
  readonly #busy = new Set<PooledProcess<Task, Result>>();
  readonly #waiting: (() => void)[] = [];
  readonly #closing = new AbortController();

  constructor(settings: ProcessPoolSettings<Result>) {
    this.#settings = settings;
  }

  async run(task: Task, options: TaskOptions): Promise<TaskEnd<Result>> {
    const signal = this.#signalOf(options);
    const worker = await this.#acquire(signal);
    try {
      return await worker.run(task, options.timeoutMs, signal);
    } finally {
      this.#release(worker);
    }
  }

  async open(task: Task, options: TaskOptions): Promise<OpenTask<Result>> {
    const signal = this.#signalOf(options);
    const worker = await this.#acquire(signal);
    const end = worker.run(task, options.timeoutMs, signal).finally(() => {
      // Its pipe ends with it, which is how the reader learns of the end of the bytes.
      worker.retire();
      this.#release(worker);
    });
    end.catch(() => undefined);
    return { output: worker.output, end };
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error('The processes were closed.'));
    for (const wake of this.#waiting.splice(0)) wake();
    const all = [...this.#idle.splice(0), ...this.#busy];
    for (const worker of all) worker.kill();
    await Promise.all(all.map((worker) => worker.exited));
  }

  #signalOf({ signal }: TaskOptions): AbortSignal {
    return signal === undefined ? this.#closing.signal : AbortSignal.any([signal, this.#closing.signal]);
  }

  async #acquire(signal: AbortSignal): Promise<PooledProcess<Task, Result>> {
    while (!signal.aborted) {
      const idle = this.#idle.pop();
      if (idle?.isUsable === false) continue;
      if (idle !== undefined || this.#busy.size < this.#settings.size) {
        const worker = idle ?? new PooledProcess<Task, Result>(this.#settings);
        worker.stopIdling();
        this.#busy.add(worker);
        return worker;
      }
      await this.#untilReleased(signal);
    }
    throw signal.reason;
  }

  async #untilReleased(signal: AbortSignal): Promise<void> {
    const turn = Promise.withResolvers<void>();
    this.#waiting.push(turn.resolve);
    const stop = new AbortController();
    await Promise.race([turn.promise, once(signal, 'abort', { signal: stop.signal }).catch(() => undefined)]);
    stop.abort();
    const index = this.#waiting.indexOf(turn.resolve);
    if (index >= 0) this.#waiting.splice(index, 1);
    // A waiter that was woken and can't use its turn passes it on.
    else if (signal.aborted) this.#waiting.shift()?.();
  }

  #release(worker: PooledProcess<Task, Result>): void {
    this.#busy.delete(worker);
    if (worker.isUsable && !this.#closing.signal.aborted) {
      this.#idle.push(worker);
      worker.startIdling(() => {
        const index = this.#idle.indexOf(worker);
        if (index >= 0) this.#idle.splice(index, 1);
      });
    } else worker.kill();
    this.#waiting.shift()?.();
  }
}
