import {
  accessSync,
  chmodSync,
  constants,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { identifyProcess, isRunning, readIdentity, writeIdentity } from './process-identity.ts';
import { StartFailure } from './start-failure.ts';

/** The folder that holds all data of a hub, held by one start at a time. */
export interface DataFolder {
  readonly path: string;
  at(...names: string[]): string;
  /** Lets another start have it. */
  release(): void;
}

const MIB = 1024 * 1024;
/** A new database and its first log segments need about as much. */
const MIN_FREE_BYTES = 100 * MIB;

/** Makes the folder (mode 0700) and locks it; the lock of a dead start is taken over. @throws StartFailure */
export function openDataFolder(path: string): DataFolder {
  makeFolder(path);
  checkSpace(path);
  const lock = join(path, 'start.lock');
  const own = join(path, `start.lock.${process.pid}`);
  const identity = identifyProcess(process.pid);
  if (!identity) throw new StartFailure('This machine has no /proc to tell processes by.');
  writeIdentity(own, identity);
  try {
    while (!tryLink(own, lock)) endIfHeld(path, lock);
  } finally {
    rmSync(own, { force: true });
  }
  mkdirSync(join(path, 'logs'), { recursive: true });
  return {
    path,
    at: (...names) => join(path, ...names),
    release: () => {
      if (readIdentity(lock)?.pid === process.pid) rmSync(lock, { force: true });
    },
  };
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    if (statSync(path).uid === process.getuid?.()) chmodSync(path, 0o700);
  } catch (cause) {
    const code = (cause as { code?: unknown }).code;
    if (code === 'ENOSPC' || code === 'EROFS') throw cause;
    throw new StartFailure(`The data folder ${path} can't be written: choose another with --data-dir.`, { cause });
  }
}

function checkSpace(path: string): void {
  const { bavail, bsize } = statfsSync(path);
  const freeBytes = bavail * bsize;
  if (freeBytes >= MIN_FREE_BYTES) return;
  const [free, needed] = [freeBytes, MIN_FREE_BYTES].map((bytes) => `${Math.floor(bytes / MIB)} MiB`);
  throw new StartFailure(
    `The disk of ${path} is full (${free} free, ${needed} needed): free some space or choose another folder with --data-dir.`,
  );
}

/** A link appears with its content, so no process sees an empty lock. */
function tryLink(own: string, lock: string): boolean {
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'EEXIST') return false;
    throw error;
  }
}

/** Refuses while the holder lives; else moves its lock away, putting back what another start made meanwhile. */
function endIfHeld(path: string, lock: string): void {
  const holder = readIdentity(lock);
  if (holder && isRunning(holder)) {
    throw new StartFailure(`Hubwright already runs on the data folder ${path} (process ${holder.pid}).`);
  }
  const aside = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, aside);
    const moved = readIdentity(aside);
    if (moved && isRunning(moved)) tryLink(aside, lock);
  } catch {
    // Another start was quicker.
  }
  rmSync(aside, { force: true });
}
