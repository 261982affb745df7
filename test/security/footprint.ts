import { existsSync, readdirSync, readFileSync, readlinkSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { findCgroups, findProcesses, runIn, type SandboxUnderTest } from '../integration/sandbox/sandbox-harness.ts';

/** What the sandboxes of one hub hold of this host: numbers of processes of each kind, of namespaces and of cgroups; mounts and files by name. */
type Footprint = readonly string[];

export interface FootprintWatch {
  /** Passes once the hub holds what it held when nothing had run. */
  expectUnchanged(): Promise<void>;
  isUnchanged(): boolean;
  close(): void;
}

const NAMESPACES = ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'user', 'uts'];
/** Folders of the host whose namesakes a sandbox may write to. */
const SHARED_FOLDERS = ['/tmp', '/var/tmp', '/dev/shm', '/hub', '/run'];
/** A busy host takes its time to remove a container, or to make what the pool keeps ready. */
const MAX_END_MS = 120_000;
/** For the hooks that wait for it. */
export const FOOTPRINT_TIMEOUT_MS = MAX_END_MS + 30_000;
/** On a busy machine a step of a sandbox in the making takes long, and its processes count. */
const SETTLED_AFTER_MS = 1_500;
const LOOK_EVERY_MS = 50;

/**
 * Watches what a hub holds that keeps two sandboxes with a network ready. Processes of sandboxes are known by its id in their environment, by its cgroups
 * and by the containers' ones.
 */
export async function watchFootprint(under: SandboxUnderTest): Promise<FootprintWatch> {
  // The first one makes folders that serve all.
  await runIn(under.sandbox, 'true');
  const containers = watchContainers(under);
  const take = (): Footprint => takeFootprint(under, containers.ids);
  const before = await settle(take);
  return {
    isUnchanged: () => isSame(take(), before),
    async expectUnchanged() {
      const endMs = performance.now() + MAX_END_MS;
      let now = take();
      while (!isSame(now, before) && performance.now() < endMs) {
        await delay(20);
        now = take();
      }
      // Of the look that failed: what a sandbox in the making holds differs from one look to the next.
      if (!isSame(now, before)) expect.fail(`what is held differs:\n${describeChange(before, now)}`);
    },
    close: () => containers.close(),
  };
}

function describeChange(before: Footprint, now: Footprint): string {
  const more = now.filter((line) => !before.includes(line)).map((line) => `+ ${line}`);
  const fewer = before.filter((line) => !now.includes(line)).map((line) => `- ${line}`);
  return [...more, ...fewer].join('\n');
}

const isSame = (left: Footprint, right: Footprint): boolean => JSON.stringify(left) === JSON.stringify(right);

/** Two with a network and one without are ready when there are three namespaces beside the host's, and nothing more is under way. */
async function settle(take: () => Footprint): Promise<Footprint> {
  const endMs = performance.now() + MAX_END_MS;
  let [held, sinceMs] = [take(), performance.now()];
  while (performance.now() < endMs) {
    await delay(LOOK_EVERY_MS);
    const now = take();
    if (!isSame(now, held)) [held, sinceMs] = [now, performance.now()];
    const isReady = held.some((line) => /^[4-9] net namespaces/.test(line));
    if (isReady && performance.now() - sinceMs >= SETTLED_AFTER_MS) return held;
  }
  throw new Error(`the pool did not settle: ${JSON.stringify(held)}`);
}

/** Every id that the engine ever had: a container's cgroups and files are named by it. */
function watchContainers({ engine }: SandboxUnderTest): { readonly ids: ReadonlySet<string>; close(): void } {
  const ids = new Set<string>();
  if (engine === null) return { ids, close: () => undefined };
  const watcher = watch(join(engine.folder, 'storage/overlay-containers'), (_, name) => {
    if (name !== null && /^[0-9a-f]{64}$/.test(name)) ids.add(name);
  });
  return { ids, close: () => watcher.close() };
}

function takeFootprint({ hubId, dataDirectory, engine }: SandboxUnderTest, ids: ReadonlySet<string>): Footprint {
  const cgroups = [...findCgroups(hubId).flatMap(withFoldersBelow), ...findContainerCgroups(ids)];
  const pids = [...new Set([...findProcesses(hubId), ...cgroups.flatMap(processesOf)])];
  const places = [dataDirectory, hubId, ...(engine === null ? [] : [engine.folder])];
  // Without their numbers.
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ').slice(3).join(' '));
  const files = [
    ...listAll(join(dataDirectory, 'sandbox')),
    ...(engine === null ? [] : listContainerFiles(engine.folder)),
    ...SHARED_FOLDERS.flatMap((folder) => list(folder).filter((name) => name.includes(`left-${hubId}`))),
  ];
  return [
    ...countAlike(pids.map(describeProcess)),
    ...NAMESPACES.map((kind) => `${countNamespaces(pids, kind)} ${kind} namespaces`),
    `${cgroups.length} cgroups`,
    ...mounts
      .filter((line) => places.some((place) => line.includes(place)) && !isStorage(line, engine))
      .map((line) => `mount ${line}`),
    ...files.map((name) => `file ${name}`),
  ];
}

/** What it was started as, without the numbers that differ from one to the next. */
function describeProcess(pid: number): string {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
    const state = /^State:\s+(\S)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return state === 'Z' || words.length === 0 ? 'ended' : words.join(' ').replaceAll(/\d+/g, '#');
  } catch {
    return 'ended';
  }
}

function countAlike(kinds: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} processes: ${kind}`).toSorted();
}

/** Podman mounts the folder of its storage on itself when it likes. */
const isStorage = (line: string, engine: SandboxUnderTest['engine']): boolean =>
  engine !== null && line.includes(` ${engine.folder}/storage/overlay `);

function countNamespaces(pids: readonly number[], kind: string): number {
  const found = pids.flatMap((pid) => {
    try {
      return [readlinkSync(`/proc/${pid}/ns/${kind}`)];
    } catch {
      return [];
    }
  });
  return new Set(found).size;
}

/** Where engines put them with cgroupfs: below a folder of their own in each hierarchy. */
function findContainerCgroups(ids: ReadonlySet<string>): string[] {
  if (ids.size === 0) return [];
  const roots = ['/sys/fs/cgroup', ...list('/sys/fs/cgroup').map((name) => join('/sys/fs/cgroup', name))];
  return roots
    .flatMap((root) => [root, ...list(root).map((name) => join(root, name))])
    .filter((folder) => existsSync(join(folder, 'cgroup.procs')))
    .flatMap((folder) => list(folder).map((name) => join(folder, name)))
    .filter((folder) => [...ids].some((id) => folder.includes(id)));
}

function listContainerFiles(folder: string): string[] {
  const containers = list(join(folder, 'storage/overlay-containers')).filter((name) => /^[0-9a-f]{64}$/.test(name));
  return [...containers, ...list(join(folder, 'storage/overlay'))];
}

function processesOf(cgroup: string): number[] {
  try {
    return readFileSync(join(cgroup, 'cgroup.procs'), 'utf8').trim().split('\n').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function withFoldersBelow(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
    return [
      folder,
      ...entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name)),
    ];
  } catch {
    return [folder];
  }
}

function listAll(folder: string): string[] {
  try {
    return (readdirSync(folder, { recursive: true }) as string[]).toSorted();
  } catch {
    return [];
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}
