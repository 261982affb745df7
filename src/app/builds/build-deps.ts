import type { ArtifactStore } from '../../adapters/artifacts/artifact-store.ts';
import type { ReleaseCache } from '../../adapters/artifacts/release-cache.ts';
import type { BuildCache } from '../../adapters/build-cache/build-cache.ts';
import type { BuildMirrors } from '../../adapters/build-mirrors/build-mirrors.ts';
import type { Git } from '../../adapters/git/git.ts';
import type { ParseManifestResult } from '../../adapters/manifest/parse-manifest.ts';
import type { Sandbox, SandboxLimits } from '../../adapters/sandbox/sandbox.ts';
import type { BuildLaunchers, Toolchain, ToolchainCatalog } from '../../adapters/toolchains/toolchain.ts';
import type { AddressGuard } from '../../base/http/address-guard.ts';
import type { Database } from '../../db/database.ts';
import type { ReleaseSchemas } from '../../domain/manifest/manifest.ts';
import type { ValidationResult } from '../../domain/manifest/validation-result.ts';
import type { BuildSecret } from '../../domain/releases/build-secret.ts';
import type { Platform } from '../../domain/toolchains/platform.ts';
import type { CredentialOf } from '../source-control/index.ts';
import type { UnpackArtifact } from './unpack-artifact.ts';

export interface BuildLimits extends SandboxLimits {
  /** Of an attempt from its beginning to its end. */
  readonly timeMs: number;
  /** Between SIGTERM and SIGKILL. */
  readonly graceMs: number;
  readonly logLineBytes: number;
  readonly logBytes: number;
}

/** Everything that a build needs of its worker. */
export interface BuildDeps {
  readonly db: Database;
  /** A folder of this machine in which each attempt has its own while it lives. */
  readonly stagingDirectory: string;
  readonly git: Pick<Git, 'fetchCommit' | 'readFile' | 'findFiles' | 'createCheckoutTar'>;
  readonly gitLimits: { readonly sizeBytes: number; readonly timeMs: number };
  readonly credentialOf: CredentialOf;
  /** The text is a stranger's: it is parsed where it can be ended. */
  readonly parseManifest: (text: Uint8Array, path: string, signal?: AbortSignal) => Promise<ParseManifestResult>;
  /** Whether a release's schemas can be used at all. */
  readonly compileSchemas: (schemas: ReleaseSchemas) => Promise<ValidationResult>;
  readonly toolchains: ToolchainCatalog;
  readonly toolchainEnvironment: (toolchain: Toolchain) => Readonly<Record<string, string>>;
  readonly launchers: BuildLaunchers;
  readonly platform: Platform;
  readonly mirrors: BuildMirrors;
  /** The secrets of an integration's builds. */
  readonly openBuildSecrets: (integrationId: number) => Promise<readonly BuildSecret[]>;
  /** Of the addresses that build commands may reach. */
  readonly addressGuard: Pick<AddressGuard, 'checkedAddresses'>;
  readonly sandbox: Sandbox;
  readonly artifacts: Pick<ArtifactStore, 'put' | 'has' | 'open'>;
  /** Where runs find the release: filled ahead of the first run. */
  readonly cache: Pick<ReleaseCache, 'ensureUnpacked'>;
  readonly buildCache: BuildCache;
  readonly unpack: UnpackArtifact;
  readonly limits: BuildLimits;
  /** For the hub's own log. */
  readonly onError: (error: unknown, releaseId: number) => void;
}
