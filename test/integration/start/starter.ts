import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env as ownEnv } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { identifyProcess, isRunning, type ProcessIdentity, readIdentity } from '../../../start/process-identity.ts';

/** A starter under test, in a process of its own. */
export interface Starter {
  readonly process: ChildProcess;
  readonly pid: number;
  output(): string;
  /** Waits until the output matches; throws with the output when the starter ends or time runs out before. */
  outputMatches(pattern: RegExp): Promise<void>;
  readonly exitCode: Promise<number | null>;
}

export interface Parts {
  readonly hub: ProcessIdentity;
  readonly temporal: ProcessIdentity;
  readonly postgres: ProcessIdentity;
}

const TIMEOUT_MS = 40_000;
const POLL_MS = 10;
/** start/main.ts with a hub that is ready at once. */
export const STARTER_SCRIPT = join(import.meta.dirname, 'start-with-ready-hub.ts');

/** Starts the starter, which the caller ends. */
export function runStarter(args: readonly string[], env: Readonly<Record<string, string>> = {}): Starter {
  const { DATABASE_URL: _, TEMPORAL_ADDRESS: __, ...clean } = ownEnv;
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', process.execPath, STARTER_SCRIPT, ...args], {
    env: { ...clean, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (text += part.toString()));
  const exitCode = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    process: child,
    pid: child.pid as number,
    output: () => text,
    exitCode,
    outputMatches: (pattern) =>
      eventually(
        `the output to match ${pattern}`,
        () => {
          if (pattern.test(text)) return true;
          if (child.exitCode !== null) throw new Error(`the starter ended with ${child.exitCode}:\n${text}`);
          return false;
        },
        () => text,
      ),
  };
}

/** The processes that a running starter recorded in its data folder. */
export function partsOf(folder: string): Parts {
  const read = (...names: string[]): ProcessIdentity => {
    const identity = readIdentity(join(folder, ...names));
    if (!identity) throw new Error(`${names.join('/')} records no process`);
    return identity;
  };
  return {
    hub: read('hub-process.json'),
    temporal: read('temporal', 'process.json'),
    postgres: read('postgres', 'process.json'),
  };
}

/** The living processes of the parts and everything that they started. */
export function membersOf(parts: Parts): ProcessIdentity[] {
  const pids = new Set(Object.values(parts).map(({ pid }: ProcessIdentity) => pid));
  const all = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 1);
  for (let size = 0; size < pids.size; ) {
    size = pids.size;
    for (const pid of all) if (pids.has(parentOf(pid))) pids.add(pid);
  }
  return [...pids].map((pid) => identifyProcess(pid)).filter((identity) => identity !== undefined);
}

/** Waits until every process has ended and answers them in the order in which they did. */
export async function endingOrder(processes: readonly ProcessIdentity[]): Promise<ProcessIdentity[]> {
  const ended: ProcessIdentity[] = [];
  await eventually('the processes to end', () => {
    for (const identity of processes) if (!ended.includes(identity) && !isRunning(identity)) ended.push(identity);
    return ended.length === processes.length;
  });
  return ended;
}

/** Asks again and again until the answer is true. */
export async function eventually(what: string, ask: () => boolean, detail: () => string = () => ''): Promise<void> {
  const deadline = performance.now() + TIMEOUT_MS;
  while (!ask()) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}\n${detail()}`);
    await delay(POLL_MS);
  }
}

/** A process's environment at its start. */
export function environmentOf(pid: number): string[] {
  return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
}

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}
