import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  /** Clock ticks since boot; with the pid it names a process for good. */
  readonly startTime: string;
  readonly isZombie: boolean;
}

/** The process with this pid, or null. */
export function readProcess(pid: number): ProcessEntry | null {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return null;
  }
}

/** Every process below `root`, parents before children; `root` itself is not in it. */
export function readDescendants(root: number): ProcessEntry[] {
  const children = new Map<number, ProcessEntry[]>();
  for (const name of readdirSync('/proc')) {
    const entry = /^\d+$/.test(name) ? readProcess(Number(name)) : null;
    if (entry === null || entry.isZombie) continue;
    children.set(entry.parent, [...(children.get(entry.parent) ?? []), entry]);
  }
  const found: ProcessEntry[] = [];
  const queue = [root];
  for (let pid = queue.shift(); pid !== undefined; pid = queue.shift()) {
    for (const child of children.get(pid) ?? []) {
      found.push(child);
      queue.push(child.pid);
    }
  }
  return found;
}

/** Sends a signal; a process that is already gone is fine. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // ESRCH: it ended by itself.
  }
}

/** The command's name stands in parentheses and may hold any character, so fields count from the last one. */
function parseStat(stat: string): ProcessEntry | null {
  const open = stat.indexOf('(');
  const close = stat.lastIndexOf(')');
  const fields = stat.slice(close + 2).split(' ');
  const startTime = fields[19];
  if (startTime === undefined) return null;
  return {
    pid: Number(stat.slice(0, open - 1)),
    parent: Number(fields[1]),
    name: stat.slice(open + 1, close),
    startTime,
    isZombie: fields[0] === 'Z' || fields[0] === 'X',
  };
}
