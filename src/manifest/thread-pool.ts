import { Worker } from 'node:worker_threads';
import { THREAD_READY } from './schema-task.ts';

export type ThreadAnswer<Answer> =
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** `too_slow`: it was killed at the time limit; `died`: out of memory, or it never started; `closed`: the pool is. */
  | { readonly kind: 'too_slow' | 'died' | 'closed' };

export interface ThreadPool<Task, Answer> {
  run(task: Task): Promise<ThreadAnswer<Answer>>;
  close(): Promise<void>;
}

export interface ThreadPoolSettings {
  readonly entry: URL;
  /** At most so many threads; they start when they are first needed. */
  readonly poolSize: number;
  /** For one task, from when a thread takes it. */
  readonly timeLimitMs: number;
  readonly memoryLimitMb: number;
}

interface Job<Task, Answer> {
  readonly task: Task;
  readonly resolve: (answer: ThreadAnswer<Answer>) => void;
}

interface Thread<Task, Answer> {
  readonly worker: Worker;
  job: Job<Task, Answer> | null;
  isReady: boolean;
  timer: NodeJS.Timeout | undefined;
}

/** Threads that do one task at a time; one that passes its time limit is killed and replaced. */
export function createThreadPool<Task, Answer>(settings: ThreadPoolSettings): ThreadPool<Task, Answer> {
  const threads = new Set<Thread<Task, Answer>>();
  const waiting: Job<Task, Answer>[] = [];
  let isClosed = false;

  return {
    run(task) {
      if (isClosed) return Promise.resolve({ kind: 'closed' });
      return new Promise((resolve) => {
        waiting.push({ task, resolve });
        dispatch();
      });
    },
    async close() {
      isClosed = true;
      for (const job of waiting.splice(0)) job.resolve({ kind: 'closed' });
      await Promise.all([...threads].map((thread) => end(thread, 'closed')));
    },
  };

  function dispatch(): void {
    for (const thread of threads) if (thread.isReady && thread.job === null) give(thread);
    const starting = [...threads].filter((thread) => !thread.isReady).length;
    for (let missing = waiting.length - starting; missing > 0 && threads.size < settings.poolSize; missing -= 1)
      start();
  }

  function give(thread: Thread<Task, Answer>): void {
    const job = waiting.shift();
    if (job === undefined) return;
    thread.job = job;
    thread.worker.ref();
    // An answer that came while this thread was busy elsewhere is read before the kill: messages precede immediates.
    thread.timer = setTimeout(
      () => setImmediate(() => thread.job === job && end(thread, 'too_slow')),
      settings.timeLimitMs,
    );
    thread.worker.postMessage(job.task);
  }

  function start(): void {
    const worker = new Worker(settings.entry, {
      env: {},
      execArgv: [],
      stdin: false,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: settings.memoryLimitMb, maxYoungGenerationSizeMb: 16 },
    });
    const thread: Thread<Task, Answer> = { worker, job: null, isReady: false, timer: undefined };
    threads.add(thread);
    worker.on('message', (message: Answer | typeof THREAD_READY) => receive(thread, message));
    worker.on('error', () => end(thread, 'died'));
    worker.on('exit', () => end(thread, 'died'));
  }

  function receive(thread: Thread<Task, Answer>, message: Answer | typeof THREAD_READY): void {
    if (message === THREAD_READY) thread.isReady = true;
    else settle(thread, { kind: 'answer', answer: message as Answer });
    thread.worker.unref();
    dispatch();
  }

  function settle(thread: Thread<Task, Answer>, answer: ThreadAnswer<Answer>): void {
    clearTimeout(thread.timer);
    const job = thread.job;
    thread.job = null;
    job?.resolve(answer);
  }

  async function end(thread: Thread<Task, Answer>, kind: 'too_slow' | 'died' | 'closed'): Promise<void> {
    if (!threads.delete(thread)) return;
    settle(thread, { kind });
    // One that never started answers for the oldest task, so that a broken entry can't be tried for ever.
    if (!thread.isReady && kind === 'died') waiting.shift()?.resolve({ kind });
    if (!isClosed) dispatch();
    await thread.worker.terminate();
  }
}
