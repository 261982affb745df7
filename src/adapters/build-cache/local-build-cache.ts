import { createWriteStream } from 'node:fs';
import { type FileHandle, link, mkdir, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, pipeline as pipe, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { capped, hashFile, measured } from '../../base/streams/measured-bytes.ts';
import { compressZstd, decompressZstd, STREAM_CHUNK_BYTES } from '../../base/streams/zstd-streams.ts';
import type { BuildCache, BuildCacheKey, FoundBuildCache, LinkedLayers, StagedBuildCache } from './build-cache.ts';
import { type CacheFiles, dropOldest, folderOf, listAll, listFolder, newestFirst, stemOf } from './cache-files.ts';

export interface LocalBuildCacheSettings {
  readonly folder: string;
  /** Of all caches together, as stored. */
  readonly limitBytes: number;
  /** Of one cache, before compression; of its layers too. */
  readonly oneLimitBytes: number;
}

/** An integration that changes its lock files often pushes out its own caches, not those of others. */
const KEPT_PER_INTEGRATION = 3;
/** Downloads are mostly compressed already. */
const COMPRESSION_LEVEL = 1;
const DOWNLOADED = 'What the build downloaded';

/** Caches as files, see `cache-files.ts`; the mtime of the first is their last use. */
export async function createLocalBuildCache(settings: LocalBuildCacheSettings): Promise<BuildCache> {
  await mkdir(settings.folder, { recursive: true, mode: 0o700 });
  return {
    find: async (key) => {
      const files = await findFiles(settings.folder, key);
      if (files === null) return null;
      const handle = await open(files.path, 'r').catch(() => null);
      return handle && openFound(handle, files, key);
    },
    stage: (key, tar, directory) => stage(settings, key, tar, directory),
  };
}

/** One that can be opened. */
type WholeFiles = CacheFiles & { readonly path: string };

async function findFiles(root: string, key: BuildCacheKey): Promise<WholeFiles | null> {
  const all = await listFolder(join(root, folderOf(key)));
  const whole = all.filter((files): files is WholeFiles => files.path !== null);
  const fitting = whole.filter(({ stem }) => stem.startsWith(`${key.toolchain}-`));
  return fitting.find(({ stem }) => stem === stemOf(key)) ?? fitting.sort(newestFirst)[0] ?? null;
}

async function openFound(handle: FileHandle, files: WholeFiles, key: BuildCacheKey): Promise<FoundBuildCache> {
  const now = new Date();
  await utimes(files.path, now, now).catch(() => undefined);
  const tar = new PassThrough();
  tar.on('error', () => {});
  pipe(handle.createReadStream({ highWaterMark: STREAM_CHUNK_BYTES }), decompressZstd(), tar, () => {});
  return {
    isExact: files.stem === stemOf(key),
    tar,
    linkLayers: (directory) => linkLayers(files, directory),
    discard: () => rm(files.path, { force: true }),
  };
}

async function linkLayers({ layers: [newest] }: CacheFiles, directory: string): Promise<LinkedLayers> {
  if (newest === undefined) return { path: null, isDamaged: false };
  const path = join(directory, 'layers');
  try {
    await link(newest.path, path);
  } catch {
    // Another build dropped it meanwhile.
    return { path: null, isDamaged: false };
  }
  const isDamaged = (await hashFile(path)) !== newest.digest;
  return { path: isDamaged ? null : path, isDamaged };
}

async function stage(
  settings: LocalBuildCacheSettings,
  key: BuildCacheKey,
  tar: Readable,
  directory: string,
): Promise<StagedBuildCache> {
  const staged = join(directory, 'cache');
  const file = createWriteStream(staged, { flags: 'w', mode: 0o600, flush: true });
  await pipeline(tar, capped(settings.oneLimitBytes, DOWNLOADED), compressZstd(COMPRESSION_LEVEL, true), file);
  return new StagedFiles(settings, key, staged, (await stat(staged)).size);
}

class StagedFiles implements StagedBuildCache {
  sizeBytes: number;
  readonly #settings: LocalBuildCacheSettings;
  readonly #key: BuildCacheKey;
  readonly #staged: string;
  #layers: { readonly staged: string; readonly digest: string } | null = null;

  constructor(settings: LocalBuildCacheSettings, key: BuildCacheKey, staged: string, sizeBytes: number) {
    this.#settings = settings;
    this.#key = key;
    this.#staged = staged;
    this.sizeBytes = sizeBytes;
  }

  async addLayers(tar: Readable): Promise<void> {
    const staged = `${this.#staged}-layers`;
    const measure = measured();
    // Sandboxes have another user than the hub; the folders above let nobody in.
    const file = createWriteStream(staged, { flags: 'w', mode: 0o644, flush: true });
    await pipeline(tar, capped(this.#settings.oneLimitBytes, DOWNLOADED), measure.through, file);
    if (measure.sizeBytes === 0) return;
    this.sizeBytes += measure.sizeBytes;
    this.#layers = { staged, digest: measure.digest() };
  }

  /** The layers first: a cache that is found has them. */
  async commit(): Promise<void> {
    const folder = join(this.#settings.folder, folderOf(this.#key));
    const stem = stemOf(this.#key);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const before = (await listFolder(folder)).find((files) => files.stem === stem)?.layers ?? [];
    const layersPath = this.#layers && join(folder, `${stem}.${this.#layers.digest}.layers`);
    if (this.#layers !== null && layersPath !== null) await rename(this.#layers.staged, layersPath);
    await rename(this.#staged, join(folder, `${stem}.tar.zst`));
    for (const { path } of before) if (path !== layersPath) await rm(path, { force: true });
    await dropOldest(await listFolder(folder), (files) => files.length <= KEPT_PER_INTEGRATION);
    await dropOldest(await listAll(this.#settings.folder), (files) => sizeOf(files) <= this.#settings.limitBytes);
  }
}

function sizeOf(files: readonly CacheFiles[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
