import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

export type CgroupController = 'memory' | 'pids' | 'cpu';

/** Where this process may make cgroups; version 1 has a tree for each controller. */
export interface CgroupRoots {
  readonly version: 1 | 2;
  readonly directories: Partial<Readonly<Record<CgroupController, string>>>;
}

export interface CgroupMount {
  readonly version: 1 | 2;
  readonly controllers: readonly string[];
  readonly root: string;
  readonly mountPoint: string;
}

const NEEDED: readonly CgroupController[] = ['memory', 'pids'];
const WANTED: readonly CgroupController[] = ['memory', 'pids', 'cpu'];
/** Processes of a delegated cgroup move here: version 2 gives no controllers to a cgroup that has members of its own. */
const MEMBERS_DIRECTORY = 'hubwright-main';
const MAX_MOVES = 10;

/** What the kernel says of a process: its /proc/<pid>/mountinfo and /proc/<pid>/cgroup. */
export interface CgroupView {
  readonly mountInfo: string;
  readonly ownCgroups: string;
  readonly isRoot: boolean;
}

/** The writable roots with at least memory and pids (cpu where delegated), or null. */
export function findCgroupRoots(view: CgroupView = readOwnView()): CgroupRoots | null {
  const mounts = parseCgroupMounts(view.mountInfo);
  const ownPaths = parseOwnCgroups(view.ownCgroups);
  return findVersion2(mounts, ownPaths, view.isRoot) ?? findVersion1(mounts, ownPaths);
}

function readOwnView(): CgroupView {
  return {
    mountInfo: readFileSync('/proc/self/mountinfo', 'utf8'),
    ownCgroups: readFileSync('/proc/self/cgroup', 'utf8'),
    isRoot: process.getuid?.() === 0,
  };
}

/** Enables the controllers for the children of a version 2 cgroup. */
export function enableControllers(directory: string, controllers: readonly CgroupController[]): void {
  writeFileSync(join(directory, 'cgroup.subtree_control'), controllers.map((name) => `+${name}`).join(' '));
}

/** Returns the cgroup that counts the memory of a process, or null where it can't be determined. */
export function findMemoryCgroup(pid: number): { readonly version: 1 | 2; readonly directory: string } | null {
  try {
    const mounts = parseCgroupMounts(readFileSync('/proc/self/mountinfo', 'utf8'));
    const paths = parseOwnCgroups(readFileSync(`/proc/${pid}/cgroup`, 'utf8'));
    const mount =
      mounts.find(({ version, controllers }) => version === 1 && controllers.includes('memory')) ??
      mounts.find(({ version }) => version === 2);
    const path = paths.get(mount?.version === 1 ? 'memory' : '');
    if (mount === undefined || path === undefined) return null;
    return { version: mount.version, directory: directoryOf(mount, path) };
  } catch {
    return null;
  }
}

/** The cgroup mounts of a /proc/<pid>/mountinfo. */
function parseCgroupMounts(mountInfo: string): CgroupMount[] {
  return mountInfo.split('\n').flatMap((line): CgroupMount[] => {
    const [before = '', after = ''] = line.split(' - ');
    const [type, , options = ''] = after.split(' ');
    const [, , , root, mountPoint] = before.split(' ');
    if (root === undefined || mountPoint === undefined) return [];
    if (type === 'cgroup') return [{ version: 1, controllers: options.split(','), root, mountPoint }];
    if (type === 'cgroup2') return [{ version: 2, controllers: [], root, mountPoint }];
    return [];
  });
}

/** Controller (or '' for version 2) to path, from a /proc/<pid>/cgroup. */
function parseOwnCgroups(text: string): Map<string, string> {
  const paths = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, controllers, ...path] = line.split(':');
    if (controllers === undefined) continue;
    for (const controller of controllers.split(',')) paths.set(controller, path.join(':'));
  }
  return paths;
}

/** The directory of an own path below a mount that may show only a part of the tree. */
function directoryOf(mount: CgroupMount, ownPath: string): string {
  const isBelow = mount.root !== '/' && `${ownPath}/`.startsWith(`${mount.root}/`);
  return resolve(join(mount.mountPoint, isBelow ? ownPath.slice(mount.root.length) : ownPath));
}

function findVersion1(mounts: readonly CgroupMount[], ownPaths: ReadonlyMap<string, string>): CgroupRoots | null {
  const directories: Partial<Record<CgroupController, string>> = {};
  for (const controller of WANTED) {
    const mount = mounts.find((each) => each.version === 1 && each.controllers.includes(controller));
    if (mount === undefined) continue;
    const own = directoryOf(mount, ownPaths.get(controller) ?? '/');
    const directory = [own, mount.mountPoint].find(isWritable);
    if (directory !== undefined) directories[controller] = directory;
  }
  return NEEDED.every((controller) => directories[controller] !== undefined) ? { version: 1, directories } : null;
}

function findVersion2(
  mounts: readonly CgroupMount[],
  ownPaths: ReadonlyMap<string, string>,
  isRoot: boolean,
): CgroupRoots | null {
  const mount = mounts.find((each) => each.version === 2);
  if (mount === undefined) return null;
  const ownPath = withoutMembersDirectory(ownPaths.get('') ?? '/');
  const own = directoryOf(mount, ownPath);
  for (const directory of [own, mount.mountPoint]) {
    const controllers = isWritable(directory) ? availableControllers(directory) : [];
    const mayMove = directory === own && (!isRoot || isWholeContainer(own, ownPath));
    if (NEEDED.every((controller) => controllers.includes(controller)) && delegate(directory, controllers, mayMove)) {
      return { version: 2, directories: Object.fromEntries(controllers.map((name) => [name, directory])) };
    }
  }
  return null;
}

function withoutMembersDirectory(path: string): string {
  return basename(path) === MEMBERS_DIRECTORY ? dirname(path) : path;
}

function availableControllers(directory: string): CgroupController[] {
  try {
    const names = readFileSync(join(directory, 'cgroup.controllers'), 'utf8').trim().split(' ');
    return WANTED.filter((controller) => names.includes(controller));
  } catch {
    return [];
  }
}

/**
 * The first cgroup of a cgroup namespace (a container's) is nobody's but this container's. The root of the whole host has no
 * `cgroup.type`, and takes members and controllers at once.
 */
const isWholeContainer = (directory: string, ownPath: string): boolean =>
  ownPath === '/' && existsSync(join(directory, 'cgroup.type'));

/**
 * A cgroup with members gives its children no controllers (EBUSY). What root shares with others stays as it is; a delegated one
 * is ours to arrange.
 */
function delegate(directory: string, controllers: readonly CgroupController[], mayMove: boolean): boolean {
  if (tryEnable(directory, controllers)) return true;
  // A process that is started between looking and moving is met by the next round.
  for (let round = 0; mayMove && round < MAX_MOVES; round += 1) {
    if (moveMembers(directory) && tryEnable(directory, controllers)) return true;
  }
  return false;
}

function tryEnable(directory: string, controllers: readonly CgroupController[]): boolean {
  try {
    enableControllers(directory, controllers);
    return true;
  } catch {
    return false;
  }
}

function moveMembers(directory: string): boolean {
  try {
    const target = join(directory, MEMBERS_DIRECTORY);
    if (!existsSync(target)) mkdirSync(target);
    for (const pid of readFileSync(join(directory, 'cgroup.procs'), 'utf8').split('\n')) {
      if (pid !== '') moveMember(join(target, 'cgroup.procs'), pid);
    }
    return true;
  } catch {
    return false;
  }
}

function moveMember(path: string, pid: string): void {
  try {
    writeFileSync(path, pid);
  } catch {
    // It ended meanwhile, or stays: then the controllers are refused.
  }
}

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
