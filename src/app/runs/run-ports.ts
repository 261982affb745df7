import type { SandboxMount } from '../../adapters/sandbox/sandbox.ts';

/** Brings a release's files to this worker. */
export interface ReleaseFiles {
  /**
   * The folder with `app/` and `home/` of an artifact, kept until `release` is called.
   * @throws AppError `artifact_missing`, `artifact_corrupt`, `disk_full`
   */
  acquire(digest: string): Promise<{ readonly directory: string; release(): Promise<void> }>;
}

/** What a sandbox offers of the toolchain that a release was built with. */
export interface ToolchainAccess {
  readonly mounts: readonly SandboxMount[];
  /** HOME, TMPDIR, PATH and the toolchain's own, the same as at the build. */
  readonly env: Readonly<Record<string, string>>;
  /** The image that it is in, where sandboxes are containers. */
  readonly image?: string;
}

export interface RunToolchains {
  /** Null where this worker can't offer the same toolchain. */
  find(toolchain: unknown): Promise<ToolchainAccess | null>;
}

/** Opens what a run's connections hold, for this one run. */
export interface RunCredentials {
  /** Variables named `PAN_SEC_*`; every value is a secret. */
  open(run: { readonly tenantId: number; readonly integrationId: number }): Promise<Readonly<Record<string, string>>>;
}
