import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { readProcess } from '../src/base/process/read-process.ts';

/** One process for good: pids are used again, start times within one boot are not. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startTicks: string;
  readonly bootId: string;
}

const POLL_MS = 20;

/** The identity of a living process; undefined when there is none or it is only a zombie. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const running = readProcess(pid);
  if (running === null || running.isZombie) return undefined;
  return { pid, startTicks: running.startTime, bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() };
}

/** Returns whether exactly this process still runs. */
export function isRunning(identity: ProcessIdentity): boolean {
  const present = identifyProcess(identity.pid);
  return present?.startTicks === identity.startTicks && present.bootId === identity.bootId;
}

/** Records a process in a file, so that a later start can find out whether it still runs. */
export function writeIdentity(file: string, identity: ProcessIdentity): void {
  writeFileSync(file, JSON.stringify(identity), { mode: 0o600 });
}

/** The process recorded in a file; undefined when there is no file or it holds something else. */
export function readIdentity(file: string): ProcessIdentity | undefined {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as Partial<ProcessIdentity> | null;
    if (!value || !Number.isSafeInteger(value.pid)) return undefined;
    const { pid, startTicks, bootId } = value;
    return pid && pid > 1 && startTicks && bootId ? { pid, startTicks, bootId } : undefined;
  } catch {
    return undefined;
  }
}

/** Waits until the process is gone, at most `timeoutMs`. Returns whether it is. */
async function waitForEnd(identity: ProcessIdentity, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (isRunning(identity)) {
    if (performance.now() >= deadline) return false;
    await delay(POLL_MS);
  }
  return true;
}

/** Sends a signal to the process group that `pid` leads; a group that is gone is no error. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // Gone already.
  }
}

/** Ends a process left behind by an earlier start: the signal first, SIGKILL after `graceMs`. */
export async function endProcess(identity: ProcessIdentity, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  if (!isRunning(identity)) return;
  signalGroup(identity.pid, signal);
  if (await waitForEnd(identity, graceMs)) return;
  signalGroup(identity.pid, 'SIGKILL');
  await waitForEnd(identity, graceMs);
}
