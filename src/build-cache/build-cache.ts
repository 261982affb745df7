import type { Readable } from 'node:stream';

/** What a cache belongs to; nothing is ever found under another integration's or another toolchain's key. */
export interface BuildCacheKey {
  readonly integrationId: number;
  /** Language, version, system, architecture and C library, hashed: 64 hexadecimal digits. */
  readonly toolchain: string;
  /** The build command, and the contents of lock files and manifests of packages, hashed: 64 hexadecimal digits. */
  readonly locks: string;
}

export interface FoundBuildCache {
  /** Whether it was kept for these very lock files. */
  readonly isExact: boolean;
  /** As it was given to `stage`; fails instead of ending where the file is damaged. */
  readonly tar: Readable;
  /** Forgets it: it could not be used. */
  discard(): Promise<void>;
}

export interface StagedBuildCache {
  /** As stored, compressed. */
  readonly sizeBytes: number;
  /** Only from now on it can be found; makes room by dropping the longest unused ones. */
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
