import { createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PassThrough, pipeline as pipe, type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../errors/app-error.ts';
import { compressZstd, decompressZstd, STREAM_CHUNK_BYTES } from '../streams/zstd-streams.ts';
import type { BuildCache, BuildCacheKey, FoundBuildCache, StagedBuildCache } from './build-cache.ts';

export interface LocalBuildCacheSettings {
  readonly folder: string;
  /** Of all caches together, as stored. */
  readonly limitBytes: number;
  /** Of one cache, before compression. */
  readonly oneLimitBytes: number;
}

const ENDING = '.tar.zst';
/** An integration that changes its lock files often pushes out its own caches, not those of others. */
const KEPT_PER_INTEGRATION = 3;
/** Downloads are mostly compressed already. */
const COMPRESSION_LEVEL = 1;

/** Caches as files `<integration>/<toolchain>-<locks>.tar.zst`; their mtime is their last use. */
export async function createLocalBuildCache(settings: LocalBuildCacheSettings): Promise<BuildCache> {
  await mkdir(settings.folder, { recursive: true, mode: 0o700 });
  return {
    find: async (key) => {
      const file = await findFile(settings.folder, key);
      if (file === null) return null;
      const handle = await open(file.path, 'r').catch(() => null);
      return handle && openFound(handle, file, key);
    },
    stage: (key, tar, directory) => stage(settings, key, tar, directory),
  };
}

interface CacheFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly usedAtMs: number;
}

async function findFile(folder: string, key: BuildCacheKey): Promise<CacheFile | null> {
  const files = await listFolder(join(folder, folderOf(key)));
  const wanted = join(folder, pathOf(key));
  const exact = files.find((file) => file.path === wanted);
  const fitting = files.filter((file) => file.path.startsWith(join(folder, folderOf(key), `${key.toolchain}-`)));
  return exact ?? fitting.sort(newestFirst)[0] ?? null;
}

async function openFound(handle: FileHandle, file: CacheFile, key: BuildCacheKey): Promise<FoundBuildCache> {
  const now = new Date();
  await utimes(file.path, now, now).catch(() => undefined);
  const tar = new PassThrough();
  tar.on('error', () => {});
  pipe(handle.createReadStream({ highWaterMark: STREAM_CHUNK_BYTES }), decompressZstd(), tar, () => {});
  return {
    isExact: file.path.endsWith(pathOf(key)),
    tar,
    discard: () => rm(file.path, { force: true }),
  };
}

async function stage(
  settings: LocalBuildCacheSettings,
  key: BuildCacheKey,
  tar: Readable,
  directory: string,
): Promise<StagedBuildCache> {
  const staged = join(directory, `cache${ENDING}`);
  const file = createWriteStream(staged, { flags: 'w', mode: 0o600, flush: true });
  await pipeline(tar, capped(settings.oneLimitBytes), compressZstd(COMPRESSION_LEVEL, true), file);
  return {
    sizeBytes: (await stat(staged)).size,
    commit: async () => {
      const path = join(settings.folder, pathOf(key));
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await rename(staged, path);
      await dropOldest(await listFolder(dirname(path)), (files) => files.length <= KEPT_PER_INTEGRATION);
      await dropOldest(await listAll(settings.folder), (files) => sizeOf(files) <= settings.limitBytes);
    },
  };
}

function capped(maxBytes: number): Transform {
  let sizeBytes = 0;
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      sizeBytes += chunk.length;
      if (sizeBytes <= maxBytes) return done(null, chunk);
      const limit = Math.ceil(maxBytes / 1_048_576);
      done(new AppError('artifact_too_large', `What the build downloaded is larger than the limit of ${limit} MiB.`));
    },
  });
}

/** A build that reads a dropped file at the moment reads it to its end. */
async function dropOldest(files: CacheFile[], fits: (files: readonly CacheFile[]) => boolean): Promise<void> {
  const kept = files.sort(newestFirst);
  while (!fits(kept)) await rm((kept.pop() as CacheFile).path, { force: true });
}

async function listAll(folder: string): Promise<CacheFile[]> {
  const integrations = await readdir(folder).catch(() => []);
  return (await Promise.all(integrations.map((name) => listFolder(join(folder, name))))).flat();
}

async function listFolder(folder: string): Promise<CacheFile[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(ENDING));
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const found = await stat(path).catch(() => null);
      return found && { path, sizeBytes: found.size, usedAtMs: found.mtimeMs };
    }),
  );
  return files.filter((file) => file !== null);
}

function newestFirst(left: CacheFile, right: CacheFile): number {
  return right.usedAtMs - left.usedAtMs;
}

function sizeOf(files: readonly CacheFile[]): number {
  return files.reduce((sum, file) => sum + file.sizeBytes, 0);
}

function folderOf(key: BuildCacheKey): string {
  if (!Number.isSafeInteger(key.integrationId))
    throw new AppError('internal', 'The key of a build cache is malformed.');
  return String(key.integrationId);
}

function pathOf(key: BuildCacheKey): string {
  if (![key.toolchain, key.locks].every((part) => /^[0-9a-f]{64}$/.test(part))) {
    throw new AppError('internal', 'The key of a build cache is malformed.');
  }
  return join(folderOf(key), `${key.toolchain}-${key.locks}${ENDING}`);
}
