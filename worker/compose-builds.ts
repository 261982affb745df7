import { join } from 'node:path';
import type { Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createBuildRelease } from '../activities/build-release.ts';
import { retiredBuildsActivities } from '../activities/retired-housekeeping.ts';
import { createTestRepository } from '../activities/test-repository.ts';
import { createLocalBuildCache } from '../src/adapters/build-cache/local-build-cache.ts';
import type { SchemaValidator } from '../src/adapters/manifest/schema-validator.ts';
import type { SecretStore } from '../src/adapters/secrets/secrets.ts';
import type { TemporalClient } from '../src/adapters/temporal/connect.ts';
import { createStartBuild } from '../src/adapters/temporal/start-build.ts';
import { createBuildLaunchers } from '../src/adapters/toolchains/create-build-launchers.ts';
import { toolchainEnvironment } from '../src/adapters/toolchains/toolchain-environment.ts';
import type { DrainTimes } from '../src/app/attempts/drain-attempts.ts';
import { BuildExecutor } from '../src/app/builds/build-executor.ts';
import { readBuildSecrets } from '../src/app/builds/build-secret-store.ts';
import { sweepBuildStaging } from '../src/app/builds/sweep-build-staging.ts';
import { type CredentialOf, createCredentialOf } from '../src/app/source-control/credential-of.ts';
import type { SourceControlDeps } from '../src/app/source-control/source-control-deps.ts';
import { createAddressGuard } from '../src/base/http/address-guard.ts';
import type { Config } from '../src/config/config.ts';
import { BUILDS_QUEUE } from '../src/contracts/task-queues.ts';
import type { Database } from '../src/db/database.ts';
import { createTemporalWorker, type TemporalWorkerBase } from './create-worker.ts';
import type { BackgroundJob } from './jobs/background-job.ts';
import { pollRepositories } from './jobs/poll-repositories.ts';
import { pruneHookDeliveries } from './jobs/prune-hook-deliveries.ts';
import { reapExpiredBuilds } from './jobs/reap-expired-builds.ts';
import { startQueuedBuilds } from './jobs/start-queued-builds.ts';
import type { WorkerComponents } from './open-worker-components.ts';
import { createSourceReader, type SourceReader } from './source-reader/create-source-reader.ts';

export interface BuildComponentsDeps {
  readonly config: Config;
  readonly db: Database;
  readonly logger: Logger;
  readonly parts: WorkerComponents;
  readonly secrets: SecretStore;
  readonly schemas: SchemaValidator;
  readonly workerId: string;
  readonly client: TemporalClient;
  readonly onSlotFree: () => void;
}

export interface BuildComponents {
  readonly jobs: readonly BackgroundJob[];
  createWorker(base: TemporalWorkerBase): Promise<Worker>;
  cancel(releaseId: number): void;
  /** The releases whose builds have not ended. */
  readonly held: readonly number[];
  drain(times: DrainTimes): Promise<void>;
  /** Ends the processes that read repositories. */
  closeReaders(): Promise<void>;
}

/** Besides the builds, which PostgreSQL counts: tests of repositories. */
const TEST_SLOTS = 6;
/** Repositories that are polled or tested at once; builds have processes of their own, and don't wait for them. */
const SOURCE_CONTROL_READERS = 4;

/** What builds and source control need of a worker: git, mirrors, the executor, the worker of the builds queue and the jobs. */
export async function composeBuilds(deps: BuildComponentsDeps): Promise<BuildComponents> {
  const { config, db } = deps;
  const stagingDirectory = join(config.dataDirectory, 'builds');
  await sweepBuildStaging(db, stagingDirectory);
  const git = { ...config.git, ownPorts: ownPorts(config) };
  const readers = {
    builds: createSourceReader({ git, size: config.worker.buildSlots }),
    sourceControl: createSourceReader({ git, size: SOURCE_CONTROL_READERS }),
  };
  const credentialOf = createCredentialOf(db, deps.secrets);
  const builds = await createExecutor(deps, stagingDirectory, readers.builds, credentialOf);
  const sourceControl = sourceControlDeps(deps, readers.sourceControl, credentialOf);
  const startBuild = createStartBuild(deps.client);
  return {
    jobs: [
      reapExpiredBuilds(db),
      startQueuedBuilds({ db, partnerCap: config.buildCapPerPartner, startBuild }),
      pollRepositories(sourceControl),
      pruneHookDeliveries(db),
    ],
    createWorker: (base) =>
      createTemporalWorker(base, {
        taskQueue: BUILDS_QUEUE,
        activities: {
          ...retiredBuildsActivities,
          buildRelease: createBuildRelease(builds),
          testRepository: createTestRepository(sourceControl),
        },
        maxConcurrentActivityTaskExecutions: config.worker.buildSlots + TEST_SLOTS,
      }),
    cancel: (releaseId) => builds.cancel(releaseId),
    get held() {
      return builds.held;
    },
    drain: (times) => builds.drain(times),
    closeReaders: async () => void (await Promise.all([readers.builds.close(), readers.sourceControl.close()])),
  };
}

async function createExecutor(
  deps: BuildComponentsDeps,
  stagingDirectory: string,
  { git, parseManifest }: SourceReader,
  credentialOf: CredentialOf,
): Promise<BuildExecutor> {
  const { config, db, logger, parts } = deps;
  const { mirrors } = parts;
  return new BuildExecutor({
    db,
    stagingDirectory,
    git,
    gitLimits: config.git,
    credentialOf,
    parseManifest,
    compileSchemas: (schemas) => deps.schemas.compile(schemas),
    toolchains: parts.toolchains,
    toolchainEnvironment,
    launchers: createBuildLaunchers(join(config.dataDirectory, 'launchers')),
    platform: parts.platform,
    mirrors,
    openBuildSecrets: (integrationId) => readBuildSecrets(db, deps.secrets, integrationId),
    addressGuard: createAddressGuard({
      allowedHosts: mirrors.openHosts.map(({ host, port }) => (port === null ? host : `${host}:${port}`)),
      allowedHostsSetting: 'HUBWRIGHT_BUILD_MIRRORS',
      ownPorts: [],
      ...(config.sandbox.blockedRanges === null ? {} : { blockedRanges: config.sandbox.blockedRanges }),
    }),
    sandbox: parts.sandbox,
    artifacts: parts.store,
    cache: parts.cache,
    buildCache: await createLocalBuildCache({
      folder: join(config.dataDirectory, 'build-cache'),
      ...config.buildCache,
    }),
    unpack: parts.unpack,
    limits: {
      ...config.buildLimits,
      graceMs: config.runLimits.graceMs,
      logLineBytes: config.runLimits.logLineBytes,
      logBytes: config.runLimits.logBytes,
    },
    workerId: deps.workerId,
    onSlotFree: deps.onSlotFree,
    onError: (error, releaseId) => logger.error({ releaseId, err: error }, 'a build failed in the hub'),
  });
}

function sourceControlDeps(
  { config, db, logger }: BuildComponentsDeps,
  { git, parseManifest }: SourceReader,
  credentialOf: CredentialOf,
): SourceControlDeps {
  return {
    db,
    git,
    gitLimits: config.git,
    credentialOf,
    parseManifest,
    stagingDirectory: join(config.dataDirectory, 'repository-tests'),
    pollMs: config.sourceControl.pollMs,
    onError: (error, integrationId) => logger.error({ integrationId, err: error }, 'a repository could not be tested'),
  };
}

/** The hub's own ports, which no repository URL may reach. */
function ownPorts(config: Config): number[] {
  const ports = [config.port, portOf(config.database.url, 5432), portOf(`tcp://${config.temporal.address}`, 7233)];
  return config.temporal.uiUrl === null ? ports : [...ports, portOf(config.temporal.uiUrl, 80)];
}

function portOf(url: string, fallback: number): number {
  return URL.canParse(url) ? Number(new URL(url).port) || fallback : fallback;
}
