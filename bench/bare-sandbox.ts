import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createBubblewrapSandbox } from '../src/adapters/sandbox/create-bubblewrap-sandbox.ts';
import type { Sandbox, SandboxSpec } from '../src/adapters/sandbox/sandbox.ts';

const MEBIBYTE = 1024 * 1024;
const SANDBOX_UID = 64_646;

export interface BareSandboxOptions {
  /** How many sandboxes in all. */
  readonly count: number;
  /** How many at a time; 1 measures latency. */
  readonly concurrency: number;
  /** Pause before each start in milliseconds, so that the pool is full again; 0 for throughput. */
  readonly pauseMs: number;
  /** Called with the first line on stderr; awaited, so that writing it down counts. */
  readonly onFirstLine?: (index: number, line: string) => Promise<void> | void;
}

export interface BareSandboxResult {
  /** Start asked for → first stderr line handled, in milliseconds. */
  readonly firstLineP50Ms: number;
  readonly firstLineP95Ms: number;
  readonly startsPerSecond: number;
  /** Sorted. */
  readonly latenciesMs: readonly number[];
}

/** A full sandbox (network namespace, routes, overlay, host uid, cgroups) around `node -e`, with nothing of the hub around it. */
export async function benchBareSandbox(options: BareSandboxOptions): Promise<BareSandboxResult> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'hubwright-bench-'));
  const release = makeRelease(dataDirectory);
  const sandbox = await createBubblewrapSandbox({
    ...{ hubId: `bench-${process.pid}`, ownerId: 'bench', dataDirectory, sandboxUid: SANDBOX_UID },
    cgroup: process.getuid?.() === 0 ? 'required' : 'rlimits-accepted',
    log: (level, message) => void process.stderr.write(`${level} ${message}\n`),
  });
  try {
    await sandbox.check();
    return await measure(sandbox, release, options);
  } finally {
    await sandbox.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

async function measure(sandbox: Sandbox, release: string, options: BareSandboxOptions): Promise<BareSandboxResult> {
  const latencies: number[] = [];
  let next = 0;
  const beganAtMs = performance.now();
  const lane = async (): Promise<void> => {
    for (let index = next++; index < options.count; index = next++) {
      if (options.pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, options.pauseMs));
      latencies.push(await one(sandbox, release, index, options));
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, lane));
  const seconds = (performance.now() - beganAtMs) / 1_000;
  latencies.sort((a, b) => a - b);
  return {
    firstLineP50Ms: quantile(latencies, 0.5),
    firstLineP95Ms: quantile(latencies, 0.95),
    startsPerSecond: options.count / seconds,
    latenciesMs: latencies,
  };
}

async function one(sandbox: Sandbox, release: string, index: number, options: BareSandboxOptions): Promise<number> {
  const beganAtMs = performance.now();
  const started = await sandbox.start(specOf(index, release));
  started.stdout.resume();
  let latencyMs = Number.NaN;
  let text = '';
  for await (const chunk of started.stderr) {
    text += (chunk as Buffer).toString('utf8');
    if (!Number.isNaN(latencyMs) || !text.includes('\n')) continue;
    await options.onFirstLine?.(index, text.slice(0, text.indexOf('\n')));
    latencyMs = performance.now() - beganAtMs;
  }
  const exit = await started.exited;
  if (exit.exitCode !== 0 || Number.isNaN(latencyMs))
    throw new Error(`sandbox ${index} failed: ${JSON.stringify(exit)} ${text}`);
  return latencyMs;
}

function specOf(index: number, directory: string): SandboxSpec {
  return {
    id: `bench-${index}`,
    command: 'node -e \'console.error("first line")\'',
    workingDirectory: '',
    env: { PATH: '/hub/toolchains/node/bin:/usr/bin:/bin', HOME: '/hub/home', TMPDIR: '/tmp' },
    volume: { kind: 'copy-of', directory },
    mounts: [{ from: dirname(process.execPath), to: '/hub/toolchains/node/bin' }],
    files: {},
    network: { kind: 'internet', openHosts: [] },
    limits: { memoryBytes: 256 * MEBIBYTE, cpus: 2, processes: 64, diskBytes: 256 * MEBIBYTE },
    deadlineMs: 60_000,
  };
}

function makeRelease(dataDirectory: string): string {
  const directory = join(dataDirectory, 'release');
  for (const name of ['app', 'home']) mkdirSync(join(directory, name), { recursive: true });
  if (process.getuid?.() === 0) spawnSync('chown', ['-R', `${SANDBOX_UID}:${SANDBOX_UID}`, directory]);
  return directory;
}

const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const latency = await benchBareSandbox({ count: 40, concurrency: 1, pauseMs: 100 });
  process.stdout.write(
    `one at a time: first line p50 ${latency.firstLineP50Ms.toFixed(1)} ms, p95 ${latency.firstLineP95Ms.toFixed(1)} ms\n`,
  );
  for (const concurrency of [4, 16]) {
    const { startsPerSecond, firstLineP50Ms } = await benchBareSandbox({ count: 200, concurrency, pauseMs: 0 });
    process.stdout.write(
      `200 starts, ${concurrency} at a time: ${startsPerSecond.toFixed(1)}/s, first line p50 ${firstLineP50Ms.toFixed(0)} ms\n`,
    );
  }
}
