import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../errors/app-error.ts';
import { type ArtifactDigest, type ArtifactStore, drain, isArtifactDigest } from './artifact-store.ts';
import { diskError } from './disk-error.ts';
import { folderBytes, removeFolder } from './folder-thread.ts';
import { isOrphan, ownedName } from './owned-name.ts';

const EVICTION_POLL_MS = 20;

/** Fills an empty directory from an artifact's tar; counts only once this returns. Must not destroy the tar before its end. */
export type Unpack = (tar: Readable, directory: string) => Promise<void>;

export interface PinnedRelease {
  readonly directory: string;
  /** Lets the directory be evicted again; harmless twice. */
  release(): Promise<void>;
}

/** Unpacked artifacts on this machine, shared by its processes. */
export interface ReleaseCache {
  /** The unpacked artifact, which stays until released. @throws AppError artifact_missing · artifact_corrupt · disk_full */
  acquire(digest: ArtifactDigest, unpack: Unpack): Promise<PinnedRelease>;
  /** Unpacks ahead of use, without a pin. */
  ensureUnpacked(digest: ArtifactDigest, unpack: Unpack): Promise<string>;
  /** Removes the unpacked artifact; false where it is not there or in use. */
  remove(digest: ArtifactDigest): Promise<boolean>;
  /** Removes the longest unused ones until the rest fits, those in use excepted; also done by a process that unpacks. */
  evict(): Promise<void>;
}

export interface ReleaseCacheSettings {
  readonly folder: string;
  readonly store: Pick<ArtifactStore, 'open'>;
  /** What unpacked releases may take on disk; more only while all of them are in use. */
  readonly limitBytes: number;
}

/**
 * Layout: `releases/sha256-<hex>/` unpacked, `releases/<...>.json` its size and (by mtime) last use, `staging/` in the
 * making, `pins/<...>/` one file per use, `evicting/<...>` marks of removal.
 */
export async function createReleaseCache(settings: ReleaseCacheSettings): Promise<ReleaseCache> {
  const paths = pathsOf(settings.folder);
  for (const folder of [paths.releases, paths.staging, paths.pins, paths.evicting])
    await mkdir(folder, { recursive: true, mode: 0o755 });
  await sweep(paths.staging);
  await sweep(paths.evicting);
  const unpacking = new Map<string, Promise<void>>();

  const unpackOnce = async (name: string, digest: ArtifactDigest, unpack: Unpack): Promise<void> => {
    if (await isDirectory(join(paths.releases, name))) return;
    const running = unpacking.get(name) ?? unpackInto(paths, name, settings.store, digest, unpack);
    unpacking.set(name, running);
    try {
      await running;
      // The disk is what matters here: the process that unpacked frees space, and what can't be removed now is removed by the next one.
      await evictUntilFits(paths, settings.limitBytes).catch(() => {});
    } finally {
      if (unpacking.get(name) === running) unpacking.delete(name);
    }
  };

  const acquire = async (digest: ArtifactDigest, unpack: Unpack): Promise<PinnedRelease> => {
    const name = nameOf(digest);
    const pin = await makePin(paths, name);
    try {
      await untilNotEvicting(paths, name);
      await unpackOnce(name, digest, unpack);
      await utimes(join(paths.releases, `${name}.json`), new Date(), new Date()).catch(() => {});
      return { directory: join(paths.releases, name), release: () => rm(pin, { force: true }) };
    } catch (error) {
      await rm(pin, { force: true });
      throw diskError(error);
    }
  };

  return {
    acquire,
    ensureUnpacked: async (digest, unpack) => {
      const pinned = await acquire(digest, unpack);
      await pinned.release();
      return pinned.directory;
    },
    remove: async (digest) => {
      const name = nameOf(digest);
      return (await isDirectory(join(paths.releases, name))) && evictOne(paths, name);
    },
    evict: () => evictUntilFits(paths, settings.limitBytes),
  };
}

interface Paths {
  readonly releases: string;
  readonly staging: string;
  readonly pins: string;
  readonly evicting: string;
}

function pathsOf(folder: string): Paths {
  return {
    releases: join(folder, 'releases'),
    staging: join(folder, 'staging'),
    pins: join(folder, 'pins'),
    evicting: join(folder, 'evicting'),
  };
}

async function unpackInto(
  paths: Paths,
  name: string,
  store: Pick<ArtifactStore, 'open'>,
  digest: ArtifactDigest,
  unpack: Unpack,
): Promise<void> {
  const staging = join(paths.staging, ownedName());
  await mkdir(staging, { mode: 0o755 });
  try {
    const tar = await store.open(digest);
    try {
      await unpack(tar, staging);
      await drain(tar);
    } finally {
      tar.destroy();
    }
    const sizeBytes = await folderBytes(staging);
    await writeFile(join(paths.releases, `${name}.json`), JSON.stringify({ sizeBytes }));
    await rename(staging, join(paths.releases, name)).catch(async (error: unknown) => {
      // Another process was quicker: its directory is the same artifact.
      if (!(await isDirectory(join(paths.releases, name)))) throw error;
    });
  } finally {
    await removeFolder(staging);
  }
}

async function makePin(paths: Paths, name: string): Promise<string> {
  await mkdir(join(paths.pins, name), { recursive: true });
  const pin = join(paths.pins, name, ownedName());
  await writeFile(pin, '', { flag: 'wx' });
  return pin;
}

/**
 * A reader pins first and then checks for the mark; an evictor marks first and then checks for pins. So at least one of them sees the other.
 */
async function untilNotEvicting(paths: Paths, name: string): Promise<void> {
  const mark = join(paths.evicting, name);
  for (;;) {
    const owner = await readFile(mark, 'utf8').catch(() => null);
    if (owner === null) return;
    if (owner !== '' && isOrphan(owner, 0)) await rm(mark, { force: true });
    else await delay(EVICTION_POLL_MS);
  }
}

async function evictUntilFits(paths: Paths, limitBytes: number): Promise<void> {
  const releases = await unpackedReleases(paths);
  let usedBytes = releases.reduce((sum, release) => sum + release.sizeBytes, 0);
  for (const release of releases.sort((a, b) => a.usedAtMs - b.usedAtMs)) {
    if (usedBytes <= limitBytes) return;
    if (await evictOne(paths, release.name)) usedBytes -= release.sizeBytes;
  }
}

interface Unpacked {
  readonly name: string;
  readonly sizeBytes: number;
  readonly usedAtMs: number;
}

async function unpackedReleases(paths: Paths): Promise<Unpacked[]> {
  const names = (await readdir(paths.releases)).filter((name) => !name.endsWith('.json'));
  const found: Unpacked[] = [];
  for (const name of names) {
    const file = join(paths.releases, `${name}.json`);
    const used = await stat(file).catch(() => null);
    found.push({ name, sizeBytes: await sizeIn(file), usedAtMs: used?.mtimeMs ?? 0 });
  }
  return found;
}

async function sizeIn(file: string): Promise<number> {
  try {
    const content: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof content === 'object' && content !== null && 'sizeBytes' in content)
      return Number(content.sizeBytes) || 0;
  } catch {
    // A size that was never written whole: the release counts as the oldest, and is removed first.
  }
  return 0;
}

async function evictOne(paths: Paths, name: string): Promise<boolean> {
  const mark = join(paths.evicting, name);
  const owner = ownedName();
  const isMarked = await writeFile(mark, owner, { flag: 'wx' }).then(
    () => true,
    () => false,
  );
  if (!isMarked) return false;
  const trash = join(paths.staging, owner);
  try {
    if (await isPinned(paths, name)) return false;
    // Another one may have evicted it since it was listed.
    if (!(await isDirectory(join(paths.releases, name)))) return false;
    await rename(join(paths.releases, name), trash);
    await rm(join(paths.releases, `${name}.json`), { force: true });
  } finally {
    await rm(mark, { force: true });
  }
  await removeFolder(trash);
  return true;
}

async function isPinned(paths: Paths, name: string): Promise<boolean> {
  const folder = join(paths.pins, name);
  let isLive = false;
  for (const pin of await readdir(folder).catch(() => [])) {
    const found = await stat(join(folder, pin)).catch(() => null);
    if (found === null) continue;
    if (isOrphan(pin, Date.now() - found.mtimeMs)) await rm(join(folder, pin), { force: true });
    else isLive = true;
  }
  return isLive;
}

async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const found = await stat(join(folder, name)).catch(() => null);
    const owner = name.includes('~') ? name : await readFile(join(folder, name), 'utf8').catch(() => '');
    if (found !== null && isOrphan(owner, Date.now() - found.mtimeMs)) await removeFolder(join(folder, name));
  }
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Without the colon of the digest: it separates the layers in overlayfs's options. */
function nameOf(digest: ArtifactDigest): string {
  if (!isArtifactDigest(digest)) throw new AppError('internal', 'An artifact digest is malformed.');
  return digest.replace(':', '-');
}
