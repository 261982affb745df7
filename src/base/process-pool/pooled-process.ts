import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { OUTPUT_DESCRIPTOR, type ProcessPoolSettings, type TaskEnd } from './process-pool-settings.ts';

const KEPT_CHARACTERS = 2_000;
/** V8's heap may take this share of a process's memory; the rest is for buffers. */
const HEAP_SHARE = 0.5;
const MIB = 1_048_576;
const OUT_OF_MEMORY = /out of memory|heap limit|allocation failed|Cannot allocate memory|bad_alloc/i;

/** One process of a pool: a process group of its own, which is killed as a whole. */
export class PooledProcess<Task, Result> {
  readonly #child: ChildProcess;
  readonly #settings: ProcessPoolSettings<Result>;
  readonly exited: Promise<unknown>;
  #final = '';
  #isRetired = false;
  #hasEnded = false;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(settings: ProcessPoolSettings<Result>) {
    this.#settings = settings;
    this.#child = start(settings);
    this.#child.on('error', () => undefined);
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#final = (this.#final + chunk.toString('utf8')).slice(-KEPT_CHARACTERS);
    });
    this.exited = this.#child.pid === undefined ? Promise.resolve() : once(this.#child, 'close');
    // What it started (the git command) has to end with it, however it ended, and holds its pipes open until then.
    this.#child.on('exit', () => {
      this.kill();
      this.#hasEnded = true;
    });
    this.#child.send({ setup: settings.setup }, () => undefined);
  }

  /** False once it has ended or must not be used again. */
  get isUsable(): boolean {
    return !this.#isRetired && this.#child.connected && this.#child.exitCode === null;
  }

  get output(): Readable {
    return this.#child.stdio[OUTPUT_DESCRIPTOR] as Readable;
  }

  /** @throws the signal's reason */
  async run(task: Task, timeoutMs: number, signal: AbortSignal): Promise<TaskEnd<Result>> {
    signal.throwIfAborted();
    const end = Promise.withResolvers<TaskEnd<Result>>();
    const onMessage = (message: { result: Result }): void => end.resolve({ kind: 'done', result: message.result });
    const onClose = (): void => end.resolve(this.#describeDeath());
    const onAbort = (): void => end.reject(signal.reason);
    const timer = setTimeout(() => end.resolve({ kind: 'too_slow' }), timeoutMs);
    this.#child.once('message', onMessage);
    this.#child.once('close', onClose);
    signal.addEventListener('abort', onAbort, { once: true });
    let isReusable = false;
    try {
      this.#child.send({ task }, (error) => error && this.kill());
      const ended = await end.promise;
      isReusable = ended.kind === 'done' && this.#settings.isReusable(ended.result);
      return ended;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      this.#child.off('message', onMessage);
      this.#child.off('close', onClose);
      if (!isReusable) this.kill();
    }
  }

  /** Ends it once its output is written, instead of using it again. */
  retire(): void {
    this.#isRetired = true;
  }

  /** Kills it with everything that it started. */
  kill(): void {
    this.#isRetired = true;
    clearTimeout(this.#idleTimer);
    const { pid } = this.#child;
    if (pid === undefined || this.#hasEnded) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // The whole group has ended already.
    }
  }

  /** Ends it where it isn't used for a while; an idle process does not keep its parent from ending. */
  startIdling(onEnd: () => void): void {
    this.#idleTimer = setTimeout(() => {
      onEnd();
      this.kill();
    }, this.#settings.idleMs);
    this.#idleTimer.unref();
    this.#setReferenced(false);
  }

  stopIdling(): void {
    clearTimeout(this.#idleTimer);
    this.#setReferenced(true);
  }

  #setReferenced(isReferenced: boolean): void {
    const method = isReferenced ? 'ref' : 'unref';
    this.#child[method]();
    this.#child.channel?.[method]();
    for (const stream of [this.#child.stderr, this.output]) {
      if (stream !== null && method in stream) (stream as unknown as Record<typeof method, () => void>)[method]();
    }
  }

  #describeDeath(): TaskEnd<Result> {
    if (OUT_OF_MEMORY.test(this.#final)) return { kind: 'too_large' };
    const how = this.#child.signalCode ?? `exit code ${this.#child.exitCode}`;
    return { kind: 'died', detail: `${how} ${this.#final}`.trim() };
  }
}

/** `ulimit -d` counts private writable memory: V8 reserves far more addresses than it uses. */
const SCRIPT = 'ulimit -c 0; ulimit -d "$0" || exit 125; exec "$@"';

function start({ entry, memoryBytes }: Pick<ProcessPoolSettings<unknown>, 'entry' | 'memoryBytes'>): ChildProcess {
  const heapMib = Math.floor((memoryBytes * HEAP_SHARE) / MIB);
  const command = [process.execPath, `--max-old-space-size=${heapMib}`, fileURLToPath(entry)];
  return spawn('/bin/sh', ['-c', SCRIPT, String(Math.floor(memoryBytes / 1024)), ...command], {
    cwd: '/',
    // Nothing of the hub's own environment, which holds its passwords.
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/nonexistent', LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe'],
    serialization: 'advanced',
    detached: true,
  });
}
