import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = '/sys/fs/cgroup/cpuacct';
const NANOSECONDS_PER_MS = 1e6;

/** The processor time of processes and of everything they start from then on, also of what has ended and of what nobody waited for. */
export interface ProcessorAccount {
  /** Moves a process with its living descendants into this account. */
  add(pid: number): void;
  /** User and system time since the account was opened, in milliseconds. */
  usedMs(): number;
  /** Moves what is left back and removes the account. */
  close(): void;
}

/**
 * Opens an account: a cgroup of the `cpuacct` controller, which counts exactly on a busy machine.
 * @throws Error where the host has no such controller that this user may write to
 */
export function openProcessorAccount(name: string): ProcessorAccount {
  const directory = join(ROOT, `hubwright-bench-${process.pid}-${name}`);
  try {
    mkdirSync(directory);
  } catch (cause) {
    throw new Error('Processor time is counted by the cpuacct controller of cgroups version 1, as root.', { cause });
  }
  return {
    add: (pid) => {
      for (const member of withDescendants(pid)) move(member, directory);
    },
    usedMs: () => Number(readFileSync(join(directory, 'cpuacct.usage'), 'utf8')) / NANOSECONDS_PER_MS,
    close: () => {
      for (const member of readFileSync(join(directory, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean)) {
        move(Number(member), ROOT);
      }
      rmdirSync(directory);
    },
  };
}

/** User and system time of a living process without its children, in milliseconds. */
export function ownProcessorMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}

/** Of Linux on every architecture that Node runs on. */
const MS_PER_TICK = 10;

/** A process and all below it. */
export function withDescendants(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)]);
  const found = [root];
  for (const pid of found) {
    for (const [child, parent] of parents) if (child !== undefined && parent === pid) found.push(child);
  }
  return found;
}

function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}

/** A process that has ended meanwhile is fine. */
function move(pid: number, directory: string): void {
  try {
    writeFileSync(join(directory, 'cgroup.procs'), `${pid}`);
  } catch {
    // ESRCH
  }
}
