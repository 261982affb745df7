import { setTimeout as delay } from 'node:timers/promises';
import { type ProcessEntry, readProcess } from '../../base/process/read-process.ts';
import { endContainer } from './container/containers.ts';
import { killCgroups } from './kill-cgroups.ts';
import { readDescendants, signalProcess } from './process-table.ts';
import type { KillTarget } from './supervisor-protocol.ts';

const PAUSE_MS = 5;

/** Kills a sandbox and resolves once nothing of it is left. */
export async function killTarget(target: KillTarget): Promise<void> {
  if (target.container !== undefined) await endContainer(target.container);
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
