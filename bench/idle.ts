import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath, stdout } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { withDescendants } from './processor-account.ts';
import { writeResults } from './results.ts';

const IDLE_S = 90;
const WANTED = { idleMiB: 450, warmStartS: 4.5 } as const;
const ROOT = join(import.meta.dirname, '..');

/** What `npm start` takes on a new data folder and on an existing one, and what all its processes hold after a while without work. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hubwright-bench-idle-'));
  try {
    const cold = await startOnce(folder);
    await stop(cold.starter);
    const warm = await startOnce(folder);
    await delay(IDLE_S * 1_000);
    const memory = memoryOf(warm.starter.pid ?? 0);
    await stop(warm.starter);
    say(
      `cold start ${cold.seconds.toFixed(1)} s, warm start ${warm.seconds.toFixed(1)} s (wanted: ${WANTED.warmStartS})`,
    );
    say(`idle for ${IDLE_S} s: ${memory.all.toFixed(0)} MiB (wanted: ${WANTED.idleMiB} at most)`);
    const processorS = { cold: cold.processorS, warm: warm.processorS };
    writeResults('idle', {
      ...{ coldStartS: cold.seconds, warmStartS: warm.seconds, processorSecondsOfStart: processorS },
      ...{ idleSeconds: IDLE_S, idleMiB: memory, wanted: WANTED },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Start {
  readonly starter: ChildProcess;
  /** From the command to the line that says that it is ready. */
  readonly seconds: number;
  /** Of all processes that are there then; a busy machine lengthens `seconds`, and this hardly. */
  readonly processorS: number;
}

async function startOnce(folder: string): Promise<Start> {
  const beganAtMs = performance.now();
  const script = ['start/bootstrap.mjs', 'start/main.ts', '--port', '0', '--data-dir', folder];
  const starter = spawn(execPath, script, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const chunk of starter.stdout) {
    text += chunk;
    if (text.includes('Hubwright is ready')) {
      const seconds = (performance.now() - beganAtMs) / 1_000;
      return { starter, seconds, processorS: processorSecondsOf(starter.pid ?? 0) };
    }
  }
  throw new Error(`the hub did not start:\n${text}`);
}

async function stop(starter: ChildProcess): Promise<void> {
  const exit = once(starter, 'exit');
  starter.kill('SIGTERM');
  await exit;
}

/** Proportional set sizes in MiB: what several processes share counts once. */
function memoryOf(root: number): Record<string, number> & { readonly all: number } {
  const sums: Record<string, number> = {};
  let all = 0;
  for (const pid of withDescendants(root)) {
    const mib = Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1_024;
    const kind = kindOf(read(`/proc/${pid}/cmdline`));
    sums[kind] = (sums[kind] ?? 0) + mib;
    all += mib;
  }
  return { all, ...sums };
}

function kindOf(commandLine: string): string {
  const kinds = {
    'start/main.ts': 'starter',
    'hub.ts': 'hub',
    supervisor: 'supervisor',
    postgres: 'postgres',
    temporal: 'temporal',
  };
  return Object.entries(kinds).find(([part]) => commandLine.includes(part))?.[1] ?? 'launcher and idle sandboxes';
}

function processorSecondsOf(root: number): number {
  const ticks = withDescendants(root).map((pid) => {
    const stat = read(`/proc/${pid}/stat`);
    // Own time and that of children that have ended.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 15);
    return fields.reduce((sum, field) => sum + Number(field), 0);
  });
  return ticks.reduce((sum, each) => sum + each, 0) / 100;
}

/** Empty for a process that ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function say(line: string): void {
  stdout.write(`${line}\n`);
}

await main();
