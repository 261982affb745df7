import { readFileSync } from 'node:fs';

export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  /** Clock ticks since boot; with the pid it identifies a process permanently. */
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

/** The command's name is in parentheses and may hold any character, so fields count from the last one. */
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
