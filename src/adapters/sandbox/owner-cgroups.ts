import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type CgroupController, type CgroupRoots, enableControllers } from './cgroup-roots.ts';
import { killCgroups } from './kill-cgroups.ts';
import type { SandboxLimits } from './sandbox.ts';

const CPU_PERIOD_US = 100_000;
const MIN_CPU_QUOTA_US = 1_000;
const MAX_SOCKET_BYTES = 128 * 1024 * 1024;
/** bubblewrap's monitor and the init of its pid namespace. */
const PROCESSES_OF_BUBBLEWRAP = 2;

/** The cgroup of one sandbox: a directory in version 2, one for each controller in version 1. */
export interface SandboxCgroup {
  readonly directories: readonly string[];
  /** Files that a process writes its pid to in order to join. */
  readonly joinFiles: readonly string[];
  setLimits(limits: SandboxLimits): void;
  hasRunOutOfMemory(): boolean;
  /** Kills what is in it and removes it. */
  remove(): Promise<void>;
}

/** The cgroups of one owner, `hubwright-<hub>/<owner>/<sandbox>` below each root. */
export interface OwnerCgroups {
  /** Of the owner itself; everything that it starts is below. */
  readonly directories: readonly string[];
  create(id: string): Promise<SandboxCgroup>;
  remove(): Promise<void>;
}

/** Makes the directories of an owner. */
export async function createOwnerCgroups(roots: CgroupRoots, hubId: string, ownerName: string): Promise<OwnerCgroups> {
  const controllers = Object.keys(roots.directories) as CgroupController[];
  const hubs = unique(Object.values(roots.directories).map((root) => join(root, hubDirectoryName(hubId))));
  const directories = hubs.map((hub) => join(hub, ownerName));
  for (const directory of [...hubs, ...directories]) {
    await mkdir(directory, { recursive: true });
    if (roots.version === 2) enableControllers(directory, controllers);
  }
  return {
    directories,
    create: (id) => createSandboxCgroup(roots, hubId, ownerName, id),
    remove: async () => {
      await killCgroups(directories);
      // Other owners of this hub may still be in it.
      await Promise.all(hubs.map((hub) => rmdir(hub).catch(() => undefined)));
    },
  };
}

/** The directory of a hub below a cgroup root. */
export const hubDirectoryName = (hubId: string): string => `hubwright-${hubId}`;

async function createSandboxCgroup(
  roots: CgroupRoots,
  hubId: string,
  ownerName: string,
  id: string,
): Promise<SandboxCgroup> {
  const at = (controller: CgroupController): string | null => {
    const root = roots.directories[controller];
    return root === undefined ? null : join(root, hubDirectoryName(hubId), ownerName, id);
  };
  const directories = unique([at('memory'), at('pids'), at('cpu')].filter((path) => path !== null));
  await Promise.all(directories.map((directory) => mkdir(directory)));
  return {
    directories,
    joinFiles: directories.map((directory) => join(directory, 'cgroup.procs')),
    setLimits: (limits) => (roots.version === 2 ? setLimits2(at, limits) : setLimits1(at, limits)),
    hasRunOutOfMemory: () => countOutOfMemory(at('memory'), roots.version) > 0,
    remove: () => killCgroups(directories),
  };
}

type DirectoryOf = (controller: CgroupController) => string | null;

function setLimits1(at: DirectoryOf, limits: SandboxLimits): void {
  setNeeded(at('memory'), 'memory.limit_in_bytes', limits.memoryBytes);
  set(at('memory'), 'memory.memsw.limit_in_bytes', limits.memoryBytes);
  // Version 1 counts the buffers of sockets apart.
  set(at('memory'), 'memory.kmem.tcp.limit_in_bytes', Math.min(limits.memoryBytes, MAX_SOCKET_BYTES));
  setNeeded(at('pids'), 'pids.max', limits.processes + PROCESSES_OF_BUBBLEWRAP);
  set(at('cpu'), 'cpu.cfs_period_us', CPU_PERIOD_US);
  set(at('cpu'), 'cpu.cfs_quota_us', cpuQuotaUs(limits));
}

function setLimits2(at: DirectoryOf, limits: SandboxLimits): void {
  setNeeded(at('memory'), 'memory.max', limits.memoryBytes);
  set(at('memory'), 'memory.swap.max', 0);
  setNeeded(at('pids'), 'pids.max', limits.processes + PROCESSES_OF_BUBBLEWRAP);
  set(at('cpu'), 'cpu.max', `${cpuQuotaUs(limits)} ${CPU_PERIOD_US}`);
}

const cpuQuotaUs = (limits: SandboxLimits): number =>
  Math.max(MIN_CPU_QUOTA_US, Math.round(limits.cpus * CPU_PERIOD_US));

/** Swap accounting and the cap on the processor are absent on some kernels. */
function set(directory: string | null, file: string, value: number | string): void {
  if (directory !== null && existsSync(join(directory, file))) setNeeded(directory, file, value);
}

/** A sandbox without this limit must not start: the file is there, or this throws; it never makes one. */
function setNeeded(directory: string | null, file: string, value: number | string): void {
  if (directory === null) throw new Error(`there is no cgroup for ${file}`);
  writeFileSync(join(directory, file), String(value), { flag: 'r+' });
}

/** Processes of a cgroup that the kernel killed for want of memory. */
export function countOutOfMemory(directory: string | null, version: 1 | 2): number {
  if (directory === null) return 0;
  try {
    const text = readFileSync(join(directory, version === 2 ? 'memory.events' : 'memory.oom_control'), 'utf8');
    return Number(/^oom_kill (\d+)$/m.exec(text)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

const unique = (paths: readonly string[]): string[] => [...new Set(paths)];
