import { readdirSync, readFileSync } from 'node:fs';

/** Sees the processes of runs from outside, whatever the hub believes of them. */
export interface RunWitness {
  /** What must not be: two processes of one tenant at the same moment. */
  readonly overlaps: readonly string[];
  /** How many looks were taken, and how many processes of runs were seen in all. */
  readonly looks: number;
  readonly seen: number;
  stop(): void;
}

const LOOK_EVERY_MS = 40;

/**
 * Looks at all processes of this machine whose command line reads `node <script> <tenant> …`, again and again. A process
 * that is listed and whose command line can be read afterwards lived when the list was made: two of one tenant in one
 * look did live at the same moment.
 */
export function watchRunProcesses(script: string): RunWitness {
  const overlaps: string[] = [];
  const seen = new Set<string>();
  let looks = 0;
  const look = (): void => {
    looks += 1;
    const byTenant = new Map<string, string>();
    for (const { pid, tenant, startTicks } of listRunProcesses(script)) {
      seen.add(`${pid}:${startTicks}`);
      const other = byTenant.get(tenant);
      if (other !== undefined) overlaps.push(`tenant ${tenant}: processes ${other} and ${pid} at ${Date.now()}`);
      byTenant.set(tenant, pid);
    }
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    overlaps,
    get looks() {
      return looks;
    },
    get seen() {
      return seen.size;
    },
    stop: () => clearInterval(timer),
  };
}

interface RunProcess {
  readonly pid: string;
  readonly tenant: string;
  readonly startTicks: string;
}

function listRunProcesses(script: string): RunProcess[] {
  const found: RunProcess[] = [];
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const tenant = readTenant(pid, script);
    if (tenant !== null) found.push({ pid, tenant, startTicks: readStartTicks(pid) });
  }
  return found;
}

/** Of a zombie or a process that is gone nothing can be read. The shell that starts the script is not the script. */
function readTenant(pid: string, script: string): string | null {
  const [program, name, tenant] = read(`/proc/${pid}/cmdline`).split('\0');
  return program === 'node' && name === script && tenant !== undefined ? tenant : null;
}

function readStartTicks(pid: string): string {
  const stat = read(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
