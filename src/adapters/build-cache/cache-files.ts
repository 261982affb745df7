import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../errors/app-error.ts';
import type { BuildCacheKey } from './build-cache.ts';

/**
 * A cache in its integration's folder: `<toolchain>-<locks>.tar.zst` and, where it has layers, `<toolchain>-<locks>.<SHA-256>.layers`.
 * Layers alone were left by a killed writer: nothing finds them, and they are deleted like the oldest ones.
 */
export interface CacheFiles {
  readonly stem: string;
  readonly path: string | null;
  /** Newest first; a killed writer may have left more than one. */
  readonly layers: readonly LayersFile[];
  /** Of all its files. */
  readonly sizeBytes: number;
  readonly usedAtMs: number;
}

export interface LayersFile {
  readonly path: string;
  readonly digest: string;
  readonly writtenAtMs: number;
}

const NAME = /^([0-9a-f]{64}-[0-9a-f]{64})\.(?:tar\.zst|([0-9a-f]{64})\.layers)$/;

/** Where the caches of a key's integration lie, below the root. */
export function folderOf(key: BuildCacheKey): string {
  if (!Number.isSafeInteger(key.integrationId)) throw malformed();
  return String(key.integrationId);
}

export function stemOf({ toolchain, locks }: BuildCacheKey): string {
  if (![toolchain, locks].every((part) => /^[0-9a-f]{64}$/.test(part))) throw malformed();
  return `${toolchain}-${locks}`;
}

export async function listAll(root: string): Promise<CacheFiles[]> {
  const integrations = await readdir(root).catch(() => []);
  return (await Promise.all(integrations.map((name) => listFolder(join(root, name))))).flat();
}

export async function listFolder(folder: string): Promise<CacheFiles[]> {
  const byStem = new Map<string, CacheFiles>();
  for (const name of await readdir(folder).catch(() => [])) {
    const [, stem, digest] = NAME.exec(name) ?? [];
    const path = join(folder, name);
    const found = stem === undefined ? null : await stat(path).catch(() => null);
    if (stem === undefined || found === null) continue;
    const known = byStem.get(stem) ?? { stem, path: null, layers: [], sizeBytes: 0, usedAtMs: 0 };
    byStem.set(stem, {
      ...known,
      ...(digest === undefined
        ? { path }
        : { layers: [...known.layers, { path, digest, writtenAtMs: found.mtimeMs }].sort(newestLayers) }),
      sizeBytes: known.sizeBytes + found.size,
      usedAtMs: Math.max(known.usedAtMs, found.mtimeMs),
    });
  }
  return [...byStem.values()];
}

export function newestFirst(left: CacheFiles, right: CacheFiles): number {
  return right.usedAtMs - left.usedAtMs;
}

/** Drops caches until the others fit, the longest unused first. A build that reads one at the moment reads it to its end. */
export async function dropOldest(
  all: readonly CacheFiles[],
  fits: (files: readonly CacheFiles[]) => boolean,
): Promise<void> {
  const kept = all.toSorted(newestFirst);
  while (kept.length > 0 && !fits(kept)) {
    const { path, layers } = kept.pop() as CacheFiles;
    for (const one of [path, ...layers.map((file) => file.path)]) if (one !== null) await rm(one, { force: true });
  }
}

function newestLayers(left: LayersFile, right: LayersFile): number {
  return right.writtenAtMs - left.writtenAtMs;
}

function malformed(): AppError {
  return new AppError('internal', 'The key of a build cache is malformed.');
}
