import type { Manifest } from '../manifest/manifest.ts';

/** What a build was made with; a worker that can't offer the same doesn't run the release. */
export interface ReleaseToolchain {
  readonly language: string;
  readonly version: string;
  /** The sandbox's driver. */
  readonly driver: string;
  readonly os: string;
  readonly arch: string;
  /** `glibc 2.36`, `musl`. */
  readonly libc: string;
}

export interface BuildWarning {
  readonly code: string;
  readonly message: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** What a build found out so far; each is null until its step is done. */
export interface BuildFacts {
  readonly commitSha: string | null;
  readonly manifestPath: string | null;
  readonly manifest: Manifest | null;
  readonly toolchain: ReleaseToolchain | null;
  readonly warnings: readonly BuildWarning[];
}

export const NO_FACTS: BuildFacts = {
  commitSha: null,
  manifestPath: null,
  manifest: null,
  toolchain: null,
  warnings: [],
};
