import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { readProcess } from '../../base/process/read-process.ts';

/** Older leftovers of other machines that share the folder are taken for dead. */
const FOREIGN_AGE_MS = 24 * 60 * 60 * 1000;

/** A unique file name that says which process made it: host, pid and start time, which a reused pid does not share. */
export function ownedName(): string {
  return [safeHostname(), process.pid, startTime(process.pid) ?? 0, randomBytes(6).toString('hex')].join('~');
}

/** Returns whether the process that made the name is gone; for a process of another host only the age of the name can decide. */
export function isOrphan(name: string, ageMs: number): boolean {
  const [host, pid, started] = name.split('~');
  if (host !== safeHostname()) return ageMs > FOREIGN_AGE_MS;
  const running = startTime(Number(pid));
  return running === null || running !== Number(started);
}

function safeHostname(): string {
  return hostname().replace(/[^A-Za-z0-9.-]/g, '-');
}

/** Clock ticks since boot at which a process started (0 where there is no /proc), null when it does not run. */
function startTime(pid: number): number | null {
  if (process.platform !== 'linux') return isSignalable(pid) ? 0 : null;
  const running = readProcess(pid);
  return running === null || running.isZombie ? null : Number(running.startTime);
}

function isSignalable(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
