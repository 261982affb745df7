import type { JsonObject } from '../domain/manifest/json-value.ts';
import type { ReleaseSchemas } from '../domain/manifest/manifest.ts';
import type { ValidationResult } from '../domain/manifest/validation-result.ts';
import type { SandboxMount } from '../sandbox/sandbox.ts';

/** Holds a tenant's values to the release's schemas. */
export interface RunSchemas {
  validateConfigs(
    schemas: ReleaseSchemas,
    input: { readonly configs: JsonObject; readonly metadata: JsonObject; readonly isRequiredAsked: boolean },
  ): Promise<ValidationResult>;
  validateMetadata(
    schemas: ReleaseSchemas,
    input: { readonly metadata: JsonObject; readonly isRequiredAsked: boolean },
  ): Promise<ValidationResult>;
}

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
}

export interface RunToolchains {
  /** Null where this worker can't offer the same toolchain. */
  find(toolchain: unknown): ToolchainAccess | null;
}
