import type { SandboxMount } from '../sandbox/sandbox.ts';

export interface SchemaVerdict {
  readonly ok: boolean;
  readonly faults: readonly { readonly message: string }[];
  readonly warnings: readonly { readonly message: string }[];
}

/** Holds a tenant's values to the release's schemas. */
export interface RunSchemas {
  checkConfigs(input: {
    readonly manifest: unknown;
    readonly configs: Readonly<Record<string, unknown>>;
    readonly metadata: Readonly<Record<string, unknown>>;
    readonly dynamicOptions: Readonly<Record<string, unknown>> | null;
    readonly isRequiredAsked: boolean;
  }): Promise<SchemaVerdict>;
  checkMetadata(input: {
    readonly manifest: unknown;
    readonly metadata: Readonly<Record<string, unknown>>;
  }): Promise<SchemaVerdict>;
}

/** Brings a release's files to this worker. */
export interface ReleaseFiles {
  /**
   * The folder with `app/` and `home/` of an artifact, kept until `release` is called.
   * @throws AppError `artifact_missing`
   */
  acquire(digest: string): Promise<{ readonly directory: string; release(): void }>;
}

/** What a sandbox needs to offer the toolchain that a release was built with. */
export interface ToolchainAccess {
  readonly mounts: readonly SandboxMount[];
  readonly env: Readonly<Record<string, string>>;
  /** Folders inside the sandbox, for PATH. */
  readonly binPaths: readonly string[];
}

export interface RunToolchains {
  /** Null where this worker can't offer the same toolchain. */
  find(toolchain: unknown): ToolchainAccess | null;
}
