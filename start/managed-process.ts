import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import type { SpawnCommand } from './confine-service.ts';
import { identifyProcess, type ProcessIdentity, signalGroup, writeIdentity } from './process-identity.ts';
import { StartFailure } from './start-failure.ts';

export interface ManagedProcessOptions extends SpawnCommand {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Both output streams are appended here; a file over 10 MiB is first put aside as `….1`. */
  readonly logFile: string;
  /** Where pid and start time are recorded for the next start. */
  readonly identityFile: string;
  /** The signal that asks it to end. */
  readonly stopSignal: NodeJS.Signals;
}

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A child in a process group of its own. */
export interface ManagedProcess {
  readonly pid: number;
  /** Resolves when the process has ended, for whatever reason; never rejects. */
  readonly exited: Promise<ProcessExit>;
  /** Asks it to end and, after `graceMs`, kills its whole group; idempotent. */
  stop(graceMs: number): Promise<void>;
  /** The last lines that it wrote since this start. */
  logTail(): string;
}

const MAX_LOG_BYTES = 10 * 1024 * 1024;
const TAIL_BYTES = 4096;

/** Starts a child in a process group of its own. @throws StartFailure when the program can't be started */
export async function startManagedProcess(options: ManagedProcessOptions): Promise<ManagedProcess> {
  const { child, logStart } = spawnLogged(options);
  const exited = new Promise<ProcessExit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const pid = await startedPid(child, options.program);
  const identity = identifyProcess(pid);
  if (identity) writeIdentity(options.identityFile, identity);
  return {
    pid,
    exited,
    stop: (graceMs) => stopProcess(child, pid, identity, exited, options.stopSignal, graceMs),
    logTail: () => readFrom(options.logFile, logStart),
  };
}

function spawnLogged(options: ManagedProcessOptions): { child: ChildProcess; logStart: number } {
  rotate(options.logFile);
  const log = openSync(options.logFile, 'a', 0o600);
  try {
    const logStart = fstatSync(log).size;
    const child = spawn(options.program, options.args, {
      detached: true,
      stdio: ['ignore', log, log],
      env: options.env,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    return { child, logStart };
  } finally {
    closeSync(log);
  }
}

function rotate(file: string): void {
  if (existsSync(file) && statSync(file).size > MAX_LOG_BYTES) renameSync(file, `${file}.1`);
}

function startedPid(child: ChildProcess, program: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('spawn', () => resolve(child.pid as number));
    child.once('error', (cause) => reject(new StartFailure(`The program ${program} can't be started.`, { cause })));
  });
}

async function stopProcess(
  child: ChildProcess,
  pid: number,
  identity: ProcessIdentity | undefined,
  exited: Promise<ProcessExit>,
  signal: NodeJS.Signals,
  graceMs: number,
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !identity) return;
  child.kill(signal);
  const killer = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs);
  await exited;
  clearTimeout(killer);
  // Whatever of its group outlived the leader is of no use to anyone.
  signalGroup(pid, 'SIGKILL');
}

function readFrom(file: string, position: number): string {
  const log = openSync(file, 'r');
  try {
    const end = fstatSync(log).size;
    const start = Math.max(position, end - TAIL_BYTES);
    const buffer = Buffer.alloc(Math.max(end - start, 0));
    readSync(log, buffer, 0, buffer.length, start);
    return buffer.toString('utf8').trim();
  } finally {
    closeSync(log);
  }
}
