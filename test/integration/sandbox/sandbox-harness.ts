import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createContainerSandbox } from '../../../src/adapters/sandbox/container/create-container-sandbox.ts';
import { createBubblewrapSandbox } from '../../../src/adapters/sandbox/create-bubblewrap-sandbox.ts';
import type { Sandbox, SandboxExit, SandboxProcess, SandboxSpec } from '../../../src/adapters/sandbox/sandbox.ts';
import type { TestEngine } from '../../support/container-engine.ts';

const MEBIBYTE = 1024 * 1024;
/** Where the tests' own Node stands inside. */
export const INNER_NODE = '/hub/toolchains/node/bin/node';
export const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

/** A sandbox of its own hub, with a data folder of its own. */
export interface SandboxUnderTest {
  readonly sandbox: Sandbox;
  readonly hubId: string;
  readonly dataDirectory: string;
  /** Whether sandboxes are held by cgroups here; an ordinary user without delegation has limits per process only. */
  readonly hasCgroups: boolean;
  /** The uid of a process as it sees itself. */
  readonly innerUid: number;
  /** Null where sandboxes are no containers. */
  readonly engine: TestEngine | null;
  close(): Promise<void>;
}

export interface TestHub {
  readonly hubId: string;
  readonly dataDirectory: string;
}

export interface RunResult extends SandboxExit {
  readonly stdout: string;
  readonly stderr: string;
}

export type SpecOverrides = Partial<Omit<SandboxSpec, 'command' | 'limits'>> & {
  readonly limits?: Partial<SandboxSpec['limits']>;
};

export const newHubId = (): string => `test-${randomBytes(5).toString('hex')}`;

/** The bubblewrap driver as this user can have it. */
export async function openBubblewrap(hub: Partial<TestHub> = {}): Promise<SandboxUnderTest> {
  const hubId = hub.hubId ?? newHubId();
  const dataDirectory = hub.dataDirectory ?? mkdtempSync(join(tmpdir(), 'hubwright-sandbox-'));
  const sandbox = await createBubblewrapSandbox({
    ...{ hubId, ownerId: 'worker', dataDirectory, poolSize: 2 },
    cgroup: process.getuid?.() === 0 ? 'required' : 'rlimits-accepted',
    log: () => undefined,
  });
  return {
    ...{ sandbox, hubId, dataDirectory },
    hasCgroups: findCgroups(hubId).length > 0,
    innerUid: 1000,
    engine: null,
    async close() {
      await sandbox.close();
      if (hub.dataDirectory === undefined) rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** The container driver on an engine of the test's own, which is closed with it. */
export async function openContainers(engine: TestEngine, hub: Partial<TestHub> = {}): Promise<SandboxUnderTest> {
  const hubId = hub.hubId ?? newHubId();
  const dataDirectory = hub.dataDirectory ?? mkdtempSync(join(tmpdir(), 'hubwright-sandbox-'));
  const { socketPath, image } = engine;
  const sandbox = await createContainerSandbox({
    ...{ hubId, ownerId: 'worker', dataDirectory, poolSize: 2, socketPath, image, images: [image] },
    runtime: engine.runtime,
    log: () => undefined,
  });
  return {
    ...{ sandbox, hubId, dataDirectory },
    ...{ hasCgroups: true, innerUid: engine.isGvisor ? 1000 : 64_646, engine },
    async close() {
      await sandbox.close();
      if (hub.dataDirectory === undefined) rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** A spec with modest limits, an empty volume and no network. */
export function specOf(command: string, overrides: SpecOverrides = {}): SandboxSpec {
  return {
    id: `s-${randomBytes(6).toString('hex')}`,
    command,
    workingDirectory: '',
    env: { PATH: '/usr/bin:/bin', HOME: '/hub/home', TMPDIR: '/tmp' },
    volume: { kind: 'empty' },
    mounts: [{ from: dirname(process.execPath), to: dirname(INNER_NODE) }],
    files: {},
    network: { kind: 'none' },
    deadlineMs: 60_000,
    ...overrides,
    limits: { memoryBytes: 256 * MEBIBYTE, cpus: 1, processes: 64, diskBytes: 64 * MEBIBYTE, ...overrides.limits },
  };
}

/** Runs a command to its end. */
export async function runIn(sandbox: Sandbox, command: string, overrides: SpecOverrides = {}): Promise<RunResult> {
  return collect(await sandbox.start(specOf(command, overrides)));
}

/** Everything a process says, and how it ended. */
export async function collect(started: SandboxProcess): Promise<RunResult> {
  const output = { stdout: '', stderr: '' };
  started.stdout.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString('utf8');
  });
  started.stderr.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString('utf8');
  });
  const exit = await started.exited;
  return { ...exit, ...output };
}

/** Waits for the first output that holds `text`. */
export function awaitOutput(stream: Readable, text: string): Promise<void> {
  return new Promise((resolve) => {
    let seen = '';
    // One listener for all of it: chunks that were waiting come all at once.
    const listen = (chunk: Buffer): void => {
      seen += chunk.toString('utf8');
      if (!seen.includes(text)) return;
      stream.off('data', listen);
      resolve();
    };
    stream.on('data', listen);
  });
}

/** Resolves once `isTrue`; fails after `limitMs`. */
export async function until(isTrue: () => boolean | Promise<boolean>, limitMs: number, what: string): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!(await isTrue())) {
    if (performance.now() > endMs) throw new Error(`not within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Every cgroup directory of a hub. */
export function findCgroups(hubId: string): string[] {
  return findBelow('/sys/fs/cgroup', `hubwright-${hubId}`, 3);
}

/** Processes of a hub, found by its id in their environment or arguments; the sandboxed ones carry it where the spec's env does. */
export function findProcesses(hubId: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => mentions(`/proc/${name}/environ`, hubId) || mentions(`/proc/${name}/cmdline`, hubId))
    .map(Number);
}

/** Processes of this host by a command line inside a sandbox; with gVisor those of the kernels of its sandboxes, as the host sees no others. */
export function findRunning({ engine }: SandboxUnderTest, commandLine: string): number[] {
  const isOne = (line: string): boolean =>
    engine?.isGvisor === true ? line.startsWith('runsc-') && line.includes(engine.folder) : line === commandLine;
  return [...readCommandLines()].filter(([, line]) => isOne(line)).map(([pid]) => pid);
}

/** The command line of every process of this host, with a NUL after each word. */
export function readCommandLines(): ReadonlyMap<number, string> {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(pids.map((name) => [Number(name), readOrEmpty(`/proc/${name}/cmdline`)]));
}

/** What is left of a hub: processes, cgroups, mounts of this namespace. */
export function findLeftovers(hubId: string, dataDirectory: string): string[] {
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  return [
    ...findProcesses(hubId).map((pid) => `process ${pid}`),
    ...findCgroups(hubId),
    ...mounts.filter((line) => line.includes(dataDirectory) || line.includes(hubId)),
  ];
}

const mentions = (path: string, text: string): boolean => readOrEmpty(path).includes(text);

/** Empty for a process that ended meanwhile or may not be looked at. */
function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function findBelow(directory: string, name: string, depth: number): string[] {
  try {
    const entries = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return entries.flatMap((entry) => {
      const path = join(directory, entry.name);
      if (entry.name === name) return [path];
      return depth > 0 ? findBelow(path, name, depth - 1) : [];
    });
  } catch {
    return [];
  }
}
