import { setTimeout as delay } from 'node:timers/promises';
import { type ProcessEntry, readProcess } from '../../base/process/read-process.ts';
import { killCgroups } from './kill-cgroups.ts';
import { readDescendants, signalProcess } from './process-table.ts';
import type { KillTarget } from './supervisor-protocol.ts';

const PAUSE_MS = 5;

/** Kills the processes of a sandbox and resolves once none is left; its container, where it has one, is ended before. */
export async function killTarget(target: KillTarget): Promise<void> {
  if (target.cgroups.length > 0) await killCgroups(target.cgroups);
  else await killProcessTree(target);
}

/** The init of the pid namespace goes with its monitor, and everything in the namespace with that init. */
async function killProcessTree(target: KillTarget): Promise<void> {
  if (!isAlive(target)) return;
  const tree = readDescendants(target.pid);
  for (const { pid } of tree) signalProcess(pid, 'SIGKILL');
  signalProcess(target.pid, 'SIGKILL');
  while (isAlive(target) || tree.some(isAlive)) await delay(PAUSE_MS);
}

function isAlive(entry: Pick<ProcessEntry, 'pid' | 'startTime'>): boolean {
  const now = readProcess(entry.pid);
  return now !== null && !now.isZombie && now.startTime === entry.startTime;
}
