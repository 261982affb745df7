import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { compileCacheEnvironment } from '../../base/process/compile-cache.ts';
import { AppError } from '../../errors/app-error.ts';
import { type EngineTraces, type KillTarget, monotonicMs, type SupervisorMessage } from './supervisor-protocol.ts';

/** The owner's end of its supervisor process. */
export interface Supervisor {
  readonly pid: number;
  /** Guards a sandbox until `disarm`; `deadlineMs` counts from now. */
  arm(id: string, deadlineMs: number, target: KillTarget): void;
  extend(id: string, deadlineMs: number): void;
  /** Whether the deadline had passed. */
  disarm(id: string): boolean;
  /** Ends the process; it kills what is still there. */
  close(): Promise<void>;
}

interface Armed {
  readonly target: KillTarget;
  deadlineAtMs: number;
}

const RESTART_PAUSE_MS = 50;
const MAIN = fileURLToPath(new URL('./supervisor-main.ts', import.meta.url));

/** Starts the supervisor process of an owner; where it dies, another one takes its place and all that was armed. */
export async function startSupervisor(
  ownerName: string,
  ownerCgroups: readonly string[],
  engine: EngineTraces | null = null,
): Promise<Supervisor> {
  const supervised = [ownerName, JSON.stringify(engine), ...ownerCgroups];
  const armed = new Map<string, Armed>();
  let isClosed = false;
  let child = spawnSupervisor(supervised, onExit);

  await untilReady(child);

  // A write to a pipe that is not full goes out within the call, so it is there even if this process is killed right after.
  const tell = (message: SupervisorMessage): void => void child.stdin?.write(`${JSON.stringify(message)}\n`);
  const notifyArm = (id: string, { target, deadlineAtMs }: Armed): void =>
    tell({ op: 'arm', id, deadlineAtMs, target });

  function onExit(): void {
    if (isClosed) return;
    setTimeout(restart, RESTART_PAUSE_MS);
  }

  function restart(): void {
    if (isClosed) return;
    child = spawnSupervisor(supervised, onExit);
    for (const [id, entry] of armed) notifyArm(id, entry);
  }

  return {
    get pid() {
      return child.pid ?? 0;
    },
    arm(id, deadlineMs, target) {
      const entry = { target, deadlineAtMs: monotonicMs() + deadlineMs };
      armed.set(id, entry);
      notifyArm(id, entry);
    },
    extend(id, deadlineMs) {
      const entry = armed.get(id);
      if (entry === undefined) return;
      entry.deadlineAtMs = monotonicMs() + deadlineMs;
      tell({ op: 'extend', id, deadlineAtMs: entry.deadlineAtMs });
    },
    disarm(id) {
      const entry = armed.get(id);
      if (entry === undefined) return false;
      armed.delete(id);
      tell({ op: 'disarm', id });
      return monotonicMs() >= entry.deadlineAtMs;
    },
    async close() {
      isClosed = true;
      const hasExited = child.exitCode !== null || child.signalCode !== null;
      const exit = hasExited ? null : once(child, 'exit');
      child.stdin?.end();
      child.ref();
      await exit;
    },
  };
}

/** Before it says so, it would still die of a signal. */
async function untilReady(child: ChildProcess): Promise<void> {
  if (child.stdout instanceof Socket) child.stdout.ref();
  const isReady = await Promise.race([
    once(child.stdout as Readable, 'data').then(() => true),
    once(child, 'exit').then(() => false),
  ]);
  if (child.stdout instanceof Socket) child.stdout.unref();
  if (!isReady) throw new AppError('sandbox_unavailable', 'The supervisor of the sandboxes did not start.');
}

/** In a session of its own, so that what ends the owner's group does not end it. */
function spawnSupervisor(supervised: readonly string[], onExit: () => void): ChildProcess {
  const child = spawn(process.execPath, ['--max-semi-space-size=1', MAIN, ...supervised], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: compileCacheEnvironment(),
    cwd: '/',
  });
  child.on('exit', onExit);
  child.on('error', onExit);
  child.stdin?.on('error', () => undefined);
  // Its errors, line by line as this process logs its own.
  child.stderr?.on('data', (chunk: Buffer) => process.stderr.write(chunk));
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) if (stream instanceof Socket) stream.unref();
  return child;
}
