import { execFile } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ReachableMount } from '../bubblewrap-arguments.ts';
import { LAUNCH_PATH } from '../launch-path.ts';
import type { Owner } from '../owner.ts';

type DiskOwner = Pick<Owner, 'directory' | 'sandboxUid' | 'copyMethod'>;

const run = promisify(execFile);

/** A size-capped file system on the host, of which a container gets the folders `app`, `home`, `cache`, `tmp` and `shm`. */
export interface Disk {
  readonly path: string;
  /** Where the folders `app` and `home` are. */
  readonly volume: string;
  close(): Promise<void>;
}

/** The folder of an owner in which all its disks are mounted. */
export const disksDirectory = (ownerDirectory: string): string => join(ownerDirectory, 'disks');

/** Files and folders of a disk, as in bubblewrap's. */
const MAX_INODES = 500_000;

/**
 * Mounts a disk; with `release` its volume is a private writable copy of that folder.
 *
 * It is mounted for the whole host, as an engine can't see what is mounted elsewhere; so what ends an owner also unmounts its disks.
 * @throws Error with a plain sentence
 */
export async function openDisk(owner: DiskOwner, id: string, diskBytes: number, release?: string): Promise<Disk> {
  const path = join(disksDirectory(owner.directory), id);
  mkdirSync(path, { recursive: true, mode: 0o755 });
  try {
    const options = `size=${diskBytes},nr_inodes=${MAX_INODES},mode=755,nosuid,nodev`;
    await execute('mount', ['-t', 'tmpfs', '-o', options, 'hubwright', path]);
    makeFolders(path, owner.sandboxUid ?? 0);
    if (release !== undefined) await copyRelease(owner, path, release);
  } catch (error) {
    await unmountBelow(path);
    throw error;
  }
  return { path, volume: join(path, 'v'), close: () => unmountBelow(path) };
}

/** Folders that one container uses on a disk that several have after one another. */
export function makeScratch(owner: DiskOwner, disk: Disk, id: string): { readonly path: string; remove(): void } {
  const path = join(disk.path, `scratch-${id}`);
  mkdirSync(path, { mode: 0o755 });
  for (const name of ['tmp', 'shm', 'files']) makeFolder(join(path, name), owner.sandboxUid ?? 0, name !== 'files');
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/**
 * Engines take paths with signs of their own (`:`, `,`) for options: what has one in its path is bound to a plain one.
 * @throws Error with a plain sentence
 */
export async function placePlainly(
  owner: DiskOwner,
  id: string,
  mounts: readonly ReachableMount[],
): Promise<{ readonly mounts: readonly ReachableMount[]; close(): Promise<void> }> {
  const directory = join(disksDirectory(owner.directory), `${id}-plain`);
  const placed: ReachableMount[] = [];
  for (const [index, mount] of mounts.entries()) {
    if (!/[,:\\]/.test(mount.from)) {
      placed.push(mount);
      continue;
    }
    const from = join(directory, String(index));
    if (statSync(mount.from).isDirectory()) mkdirSync(from, { recursive: true });
    else {
      mkdirSync(directory, { recursive: true });
      writeFileSync(from, '');
    }
    await execute('mount', ['--bind', mount.from, from]);
    placed.push({ ...mount, from });
  }
  return { mounts: placed, close: () => unmountBelow(directory) };
}

/** Unmounts everything at or below a folder of this host and removes their mount points. */
export async function unmountBelow(directory: string): Promise<void> {
  // Later mounts may be on top of earlier ones.
  for (const path of mountsBelow(directory).reverse()) {
    await execute('umount', [path]).catch(() => execute('umount', ['--lazy', path]).catch(() => undefined));
  }
  // Whatever could not be unmounted may be a user's files.
  if (mountsBelow(directory).length === 0) rmSync(directory, { recursive: true, force: true });
}

function mountsBelow(directory: string): string[] {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => readOctal(line.split(' ')[4] ?? ''))
    .filter((path) => path === directory || path.startsWith(`${directory}/`));
}

/** Blanks and the like are written as octal numbers there. */
function readOctal(path: string): string {
  return path.replace(/\\(\d{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
}

function makeFolders(path: string, uid: number): void {
  mkdirSync(join(path, 'w'));
  for (const name of ['u', 'v', 'v/app', 'v/home', 'cache']) makeFolder(join(path, name), uid, false);
}

function makeFolder(path: string, uid: number, isShared: boolean): void {
  mkdirSync(path, { mode: 0o755 });
  chownSync(path, uid, uid);
  if (isShared) chmodSync(path, 0o1777);
}

/** In the folder of the release, so that its path needs no escaping among the options. */
async function copyRelease(owner: DiskOwner, path: string, release: string): Promise<void> {
  if (owner.copyMethod === 'copy') {
    await execute('cp', ['-a', join(release, 'app'), join(release, 'home'), join(path, 'v')]);
    return;
  }
  if (/[,:\\]/.test(path))
    throw new Error(`the data folder may have no comma, colon or backslash in its path: ${path}`);
  const options = `volatile,lowerdir=.,upperdir=${path}/u,workdir=${path}/w`;
  await execute('mount', ['-t', 'overlay', '-o', options, 'overlay', join(path, 'v')], release);
}

async function execute(program: string, args: readonly string[], cwd = '/'): Promise<void> {
  await run(program, args, { cwd, env: { PATH: LAUNCH_PATH, LC_ALL: 'C' } });
}
