import { Worker } from 'node:worker_threads';
import { THREAD_READY } from './schema-task.ts';

export type ThreadResponse<Answer> =
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** `too_slow`: it was killed at the time limit; `died`: out of memory, or it never started; `closed`: the pool is. */
  | { readonly kind: 'too_slow' | 'died' | 'closed' };

export interface ThreadPool<Task, Answer> {
  /**
   * @param turn whose task it is: where several wait, each has a turn before one of them has two; where a task ends its thread, those that
   *   wait with the same one end with it
   */
  run(task: Task, turn: string): Promise<ThreadResponse<Answer>>;
  close(): Promise<void>;
}

export interface ThreadPoolSettings {
  readonly entry: URL;
  /** The maximum number of threads; they start when they are first needed. */
  readonly poolSize: number;
  /** For one task, from when a thread takes it. */
  readonly timeLimitMs: number;
  readonly memoryLimitMb: number;
  /** An error that ended a thread, be it that it needed too much memory. */
  readonly onError: (error: unknown) => void;
}

interface Job<Task, Answer> {
  readonly task: Task;
  readonly turn: string;
  readonly resolve: (answer: ThreadResponse<Answer>) => void;
}

interface Thread<Task, Answer> {
  readonly worker: Worker;
  job: Job<Task, Answer> | null;
  isReady: boolean;
  timer: NodeJS.Timeout | undefined;
}

/** Threads that do one task at a time; one that passes its time limit is killed and replaced. */
export function createThreadPool<Task, Answer>(settings: ThreadPoolSettings): ThreadPool<Task, Answer> {
  return new Threads(settings);
}

class Threads<Task, Answer> implements ThreadPool<Task, Answer> {
  readonly #settings: ThreadPoolSettings;
  readonly #threads = new Set<Thread<Task, Answer>>();
  /** By whose they are; the next one's turn is the first's. */
  readonly #waiting = new Map<string, Job<Task, Answer>[]>();
  #isClosed = false;

  constructor(settings: ThreadPoolSettings) {
    this.#settings = settings;
  }

  run(task: Task, turn: string): Promise<ThreadResponse<Answer>> {
    if (this.#isClosed) return Promise.resolve({ kind: 'closed' });
    return new Promise((resolve) => {
      const jobs = this.#waiting.get(turn) ?? [];
      jobs.push({ task, turn, resolve });
      this.#waiting.set(turn, jobs);
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (let job = this.#next(); job !== undefined; job = this.#next()) job.resolve({ kind: 'closed' });
    await Promise.all([...this.#threads].map((thread) => this.#end(thread, 'closed')));
  }

  #dispatch(): void {
    for (const thread of this.#threads) if (thread.isReady && thread.job === null) this.#give(thread);
    const starting = [...this.#threads].filter((thread) => !thread.isReady).length;
    let missing = [...this.#waiting.values()].reduce((sum, jobs) => sum + jobs.length, 0) - starting;
    for (; missing > 0 && this.#threads.size < this.#settings.poolSize; missing -= 1) this.#start();
  }

  #next(): Job<Task, Answer> | undefined {
    for (const [turn, jobs] of this.#waiting) {
      const job = jobs.shift();
      this.#waiting.delete(turn);
      if (jobs.length > 0) this.#waiting.set(turn, jobs);
      if (job !== undefined) return job;
    }
    return undefined;
  }

  #give(thread: Thread<Task, Answer>): void {
    const job = this.#next();
    if (job === undefined) return;
    thread.job = job;
    thread.worker.ref();
    // A result that came while this thread was busy elsewhere is read before the kill: messages precede immediates.
    thread.timer = setTimeout(
      () => setImmediate(() => thread.job === job && this.#end(thread, 'too_slow')),
      this.#settings.timeLimitMs,
    );
    thread.worker.postMessage(job.task);
  }

  #start(): void {
    const worker = new Worker(this.#settings.entry, {
      env: {},
      execArgv: [],
      stdin: false,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: this.#settings.memoryLimitMb, maxYoungGenerationSizeMb: 16 },
    });
    const thread: Thread<Task, Answer> = { worker, job: null, isReady: false, timer: undefined };
    this.#threads.add(thread);
    worker.on('message', (message: Answer | typeof THREAD_READY) => this.#receive(thread, message));
    worker.on('error', (error) => {
      this.#settings.onError(error);
      return this.#end(thread, 'died');
    });
    worker.on('exit', () => this.#end(thread, 'died'));
  }

  #receive(thread: Thread<Task, Answer>, message: Answer | typeof THREAD_READY): void {
    if (message === THREAD_READY) thread.isReady = true;
    else settle(thread, { kind: 'answer', answer: message as Answer });
    thread.worker.unref();
    this.#dispatch();
  }

  async #end(thread: Thread<Task, Answer>, kind: 'too_slow' | 'died' | 'closed'): Promise<void> {
    if (!this.#threads.delete(thread)) return;
    const turn = thread.job?.turn;
    settle(thread, { kind });
    // What waits behind it under the same name would take as long again, one after the other.
    for (const job of this.#waiting.get(turn ?? '') ?? []) job.resolve({ kind });
    if (turn !== undefined) this.#waiting.delete(turn);
    // A thread that never started fails the oldest task, so that a broken entry can't be tried forever.
    if (!thread.isReady && kind === 'died') this.#next()?.resolve({ kind });
    if (!this.#isClosed) this.#dispatch();
    await thread.worker.terminate();
  }
}

function settle<Task, Answer>(thread: Thread<Task, Answer>, answer: ThreadResponse<Answer>): void {
  clearTimeout(thread.timer);
  const job = thread.job;
  thread.job = null;
  job?.resolve(answer);
}
