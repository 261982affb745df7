import { type Duplex, type Readable, Transform } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { awaitedLater } from '../../../base/process/awaited-later.ts';
import type { SandboxExit, SandboxProcess } from '../sandbox.ts';
import { signalName } from '../signal-name.ts';
import type { Supervisor } from '../supervisor.ts';
import { type ContainerTarget, endContainer } from './containers.ts';
import type { EngineClient } from './engine-client.ts';
import { READY } from './init-script.ts';
import type { OutputPipes } from './output-pipes.ts';

/** What a container's process needs to be followed to its end. */
export interface FollowedContainer {
  readonly engine: EngineClient;
  readonly supervisor: Pick<Supervisor, 'extend' | 'disarm'>;
  /** Its name for the supervisor. */
  readonly id: string;
  /** Its input; the output comes through the pipes. */
  readonly streams: Duplex;
  readonly output: OutputPipes;
  readonly target: () => ContainerTarget;
  readonly hasRunOutOfMemory: () => boolean;
  /** Resolves once the caller has had time to read: a container may end before its start is known of. */
  readonly handedOut: Promise<void>;
  /** Sees to it that everything of the sandbox but the container is removed. */
  readonly onEnd: () => Promise<void>;
}

interface ContainerState {
  readonly Status: string;
  readonly Running: boolean;
  readonly ExitCode: number;
  readonly OOMKilled: boolean;
}

const POLL_MS = 15;
/** Codes above it mean a signal, as in every shell. */
const SIGNAL_BASE = 128;

/** The process of a container that is about to start. */
export function followContainer(followed: FollowedContainer): SandboxProcess {
  const { output } = followed;
  const start = new StartMark(() => output.handOver());
  const stderr = output.stderr.pipe(start);
  // It is at its end when the container is.
  const connectionEnded = awaitClose(followed.streams.resume());
  let isEnded = false;
  let isTerminating = false;
  const finish = async (): Promise<SandboxExit> => {
    await connectionEnded;
    // Before the engine looks up and removes the container's cgroup.
    const isOutOfMemory = followed.hasRunOutOfMemory();
    const state = await readEnd(followed);
    isEnded = true;
    followed.supervisor.disarm(followed.id);
    await followed.onEnd();
    output.handOver();
    await followed.handedOut;
    await Promise.all([awaitClose(output.stdout), awaitClose(stderr)]);
    return toExit(state, start, isOutOfMemory);
  };
  followed.streams.on('error', () => undefined);
  return {
    stdin: followed.streams,
    stdout: output.stdout,
    stderr,
    exited: awaitedLater(finish()),
    terminate(graceMs) {
      if (isTerminating || isEnded) return;
      isTerminating = true;
      void terminate(followed, graceMs, () => isEnded);
    },
    extendDeadline: (deadlineMs) => followed.supervisor.extend(followed.id, deadlineMs),
  };
}

/** Takes what the first process says before the command starts out of stderr. */
class StartMark extends Transform {
  #head = Buffer.alloc(0);
  isStarted = false;
  readonly #onStart: () => void;

  constructor(onStart: () => void) {
    super();
    this.#onStart = onStart;
  }

  /** What came instead of the mark. */
  get issue(): string {
    return this.#head.toString('utf8').trim();
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    if (this.isStarted) {
      this.push(chunk);
      done();
      return;
    }
    this.#head = Buffer.concat([this.#head, chunk]);
    if (this.#head.subarray(0, READY.length).toString('latin1') === READY) {
      this.isStarted = true;
      this.#onStart();
      this.push(this.#head.subarray(READY.length));
      this.#head = Buffer.alloc(0);
    }
    done();
  }
}

/** Null where the engine lost it, be it that the supervisor removed it. */
async function readEnd({ engine, target }: FollowedContainer): Promise<ContainerState | null> {
  for (;;) {
    const { name } = target();
    const answer = (await engine.call('GET', `/containers/${name}/json`).catch(() => null)) as {
      State: ContainerState;
    } | null;
    if (answer === null) {
      await endContainer(target());
      return null;
    }
    if (!answer.State.Running && answer.State.Status !== 'created' && answer.State.Status !== 'stopping') {
      return answer.State;
    }
    await delay(POLL_MS);
  }
}

function toExit(state: ContainerState | null, start: StartMark, isKilled: boolean): SandboxExit {
  if (state === null) return { exitCode: null, signal: 'SIGKILL', isOutOfMemory: false, startFailure: null };
  const code = state.ExitCode;
  const signal = code > SIGNAL_BASE ? signalName(code - SIGNAL_BASE) : null;
  const isOutOfMemory = state.OOMKilled || isKilled;
  if (!start.isStarted && signal === null) {
    const reason = start.issue === '' ? `its first process ended with ${code}` : start.issue;
    return {
      ...{ exitCode: null, signal: null, isOutOfMemory },
      startFailure: `The sandbox could not be set up: ${reason}.`,
    };
  }
  return { exitCode: signal === null ? code : null, signal, isOutOfMemory, startFailure: null };
}

function awaitClose(stream: Readable): Promise<void> {
  return stream.closed ? Promise.resolve() : new Promise((resolve) => stream.once('close', () => resolve()));
}

const PUSH_AGAIN_MS = 100;

/** Sends SIGTERM again until all have ended: each time the first process passes it on only to processes that have not had it yet. */
async function terminate(
  { engine, target }: FollowedContainer,
  graceMs: number,
  isEnded: () => boolean,
): Promise<void> {
  const deadlineAtMs = performance.now() + graceMs;
  while (!isEnded() && performance.now() < deadlineAtMs) {
    await engine.call('POST', `/containers/${target().name}/kill?signal=TERM`).catch(() => undefined);
    await delay(Math.min(PUSH_AGAIN_MS, Math.max(0, deadlineAtMs - performance.now())));
  }
  if (!isEnded()) await endContainer(target());
}
