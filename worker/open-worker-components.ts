import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { createLocalArtifactStore } from '../src/adapters/artifacts/local-artifact-store.ts';
import { createReleaseCache, type ReleaseCache } from '../src/adapters/artifacts/release-cache.ts';
import type { BuildMirrors } from '../src/adapters/build-mirrors/build-mirrors.ts';
import { loadBuildMirrors } from '../src/adapters/build-mirrors/load-build-mirrors.ts';
import type { SchemaValidator } from '../src/adapters/manifest/schema-validator.ts';
import type { Sandbox } from '../src/adapters/sandbox/sandbox.ts';
import { createRunToolchains } from '../src/adapters/toolchains/create-run-toolchains.ts';
import { describePlatform } from '../src/adapters/toolchains/describe-platform.ts';
import type { ToolchainCatalog } from '../src/adapters/toolchains/toolchain.ts';
import { createUnpackArtifact, type UnpackArtifact } from '../src/app/builds/unpack-artifact.ts';
import type { StartAttemptDeps } from '../src/app/runs/start-attempt.ts';
import { awaitedLater } from '../src/base/process/awaited-later.ts';
import type { Config } from '../src/config/config.ts';
import { readHostEnvironment } from '../src/config/read-environment.ts';
import type { Database } from '../src/db/database.ts';
import type { Platform } from '../src/domain/toolchains/platform.ts';
import { openSandbox } from './open-sandbox.ts';
import { createReleaseFiles } from './release-files.ts';

/** What runs and builds of one worker share. */
export interface WorkerComponents {
  readonly sandbox: Sandbox;
  readonly store: ArtifactStore;
  readonly cache: ReleaseCache;
  readonly unpack: UnpackArtifact;
  readonly toolchains: ToolchainCatalog;
  readonly mirrors: BuildMirrors;
  readonly platform: Platform;
  readonly runDeps: StartAttemptDeps;
  close(): Promise<void>;
}

export interface OpenWorkerComponentsDeps {
  readonly config: Config;
  readonly db: Database;
  readonly logger: Logger;
  readonly schemas: SchemaValidator;
  readonly workerId: string;
}

/** @throws AppError `sandbox_unavailable` */
export async function openWorkerComponents(deps: OpenWorkerComponentsDeps): Promise<WorkerComponents> {
  const { config, db, logger, schemas } = deps;
  await mkdir(config.dataDirectory, { recursive: true, mode: 0o700 });
  const loadingMirrors = awaitedLater(loadBuildMirrors(config.buildMirrors, readHostEnvironment()));
  const [{ sandbox, toolchains }, store] = await Promise.all([
    openSandbox({ ...deps, mirrors: () => loadingMirrors }),
    createLocalArtifactStore(join(config.dataDirectory, 'artifacts')),
  ]);
  const cache = await createReleaseCache({
    folder: join(config.dataDirectory, 'cache'),
    store,
    limitBytes: config.artifactCacheBytes,
  });
  const unpack = createUnpackArtifact(sandbox, config.buildLimits);
  const platform = describePlatform(sandbox.driver);
  return {
    sandbox,
    store,
    cache,
    unpack,
    toolchains,
    mirrors: await loadingMirrors,
    platform,
    runDeps: {
      db,
      sandbox,
      schemas,
      releaseFiles: createReleaseFiles(cache, store, unpack),
      toolchains: createRunToolchains(toolchains, platform),
      // Connections come with the connectors; until then no run has a credential.
      credentials: { open: async () => ({}) },
      environmentName: config.environmentName,
      limits: config.runLimits,
      attemptLimits: config.runLimits,
      onError: (error, runId) => logger.error({ runId, err: error }, 'an attempt failed in the hub'),
    },
    close: () => sandbox.close(),
  };
}
