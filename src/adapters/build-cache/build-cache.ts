import type { Readable } from 'node:stream';

/** What a cache belongs to; nothing is ever found under another integration's or another toolchain's key. */
export interface BuildCacheKey {
  readonly integrationId: number;
  /** Language, version, system, architecture and C library, hashed: 64 hexadecimal digits. */
  readonly toolchain: string;
  /** The build command, and the contents of lock files and manifests of packages, hashed: 64 hexadecimal digits. */
  readonly locks: string;
}

/** What a build gets of the layers that were added to its cache. */
export interface LinkedLayers {
  /** A tar; null where there is none that can be used. */
  readonly path: string | null;
  readonly isDamaged: boolean;
}

export interface FoundBuildCache {
  /** Whether it was kept for these very lock files. */
  readonly isExact: boolean;
  /** As it was given to `stage`; fails instead of ending where the file is damaged. */
  readonly tar: Readable;
  /** Gives `directory` (of the caller, on the same file system) the layers as a file of its own, whatever becomes of the cache. */
  linkLayers(directory: string): Promise<LinkedLayers>;
  /** Forgets it: it could not be used. */
  discard(): Promise<void>;
}

export interface StagedBuildCache {
  /** As stored. */
  readonly sizeBytes: number;
  /**
   * Adds what builds read in place instead of getting a copy: a tar, stored as it is; an empty one adds nothing.
   * @throws AppError artifact_too_large · the error of the tar
   */
  addLayers(tar: Readable): Promise<void>;
  /** It can be found only from now on; frees space by deleting the longest unused ones. */
  commit(): Promise<void>;
}

/** What builds downloaded, kept on this machine for the next build of the same integration. */
export interface BuildCache {
  /** The one of these lock files, else the last used one of the same integration and toolchain. */
  find(key: BuildCacheKey): Promise<FoundBuildCache | null>;
  /**
   * Writes a tar into `directory` (of the caller, on the same file system) without making it findable.
   * @throws AppError artifact_too_large · the error of the tar
   */
  stage(key: BuildCacheKey, tar: Readable, directory: string): Promise<StagedBuildCache>;
}
