import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

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

/** The writable roots with at least memory and pids (cpu where delegated), or null. */
export function findCgroupRoots(): CgroupRoots | null {
  const mounts = parseCgroupMounts(readFileSync('/proc/self/mountinfo', 'utf8'));
  const ownPaths = parseOwnCgroups(readFileSync('/proc/self/cgroup', 'utf8'));
  return findVersion2(mounts, ownPaths) ?? findVersion1(mounts, ownPaths);
}

/** Enables the controllers for the children of a version 2 cgroup. */
export function enableControllers(directory: string, controllers: readonly CgroupController[]): void {
  writeFileSync(join(directory, 'cgroup.subtree_control'), controllers.map((name) => `+${name}`).join(' '));
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
  return join(mount.mountPoint, isBelow ? ownPath.slice(mount.root.length) : ownPath);
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

function findVersion2(mounts: readonly CgroupMount[], ownPaths: ReadonlyMap<string, string>): CgroupRoots | null {
  const mount = mounts.find((each) => each.version === 2);
  if (mount === undefined) return null;
  const own = withoutMembersDirectory(directoryOf(mount, ownPaths.get('') ?? '/'));
  for (const directory of [own, mount.mountPoint]) {
    const controllers = isWritable(directory) ? availableControllers(directory) : [];
    if (NEEDED.every((controller) => controllers.includes(controller)) && delegate(directory, controllers)) {
      return { version: 2, directories: Object.fromEntries(controllers.map((name) => [name, directory])) };
    }
  }
  return null;
}

function withoutMembersDirectory(directory: string): string {
  return basename(directory) === MEMBERS_DIRECTORY ? dirname(directory) : directory;
}

function availableControllers(directory: string): CgroupController[] {
  try {
    const names = readFileSync(join(directory, 'cgroup.controllers'), 'utf8').trim().split(' ');
    return WANTED.filter((controller) => names.includes(controller));
  } catch {
    return [];
  }
}

function delegate(directory: string, controllers: readonly CgroupController[]): boolean {
  try {
    enableControllers(directory, controllers);
    return true;
  } catch {
    // EBUSY: it has members. What root shares with others stays as it is; a delegated one is ours to arrange.
    return process.getuid?.() !== 0 && moveMembers(directory) && tryEnable(directory, controllers);
  }
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
      if (pid !== '') writeFileSync(join(target, 'cgroup.procs'), pid);
    }
    return true;
  } catch {
    return false;
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
