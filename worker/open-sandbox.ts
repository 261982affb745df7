import { join } from 'node:path';
import type { Logger } from 'pino';
import type { BuildMirrors } from '../src/adapters/build-mirrors/build-mirrors.ts';
import { createContainerSandbox } from '../src/adapters/sandbox/container/create-container-sandbox.ts';
import { createBubblewrapSandbox } from '../src/adapters/sandbox/create-bubblewrap-sandbox.ts';
import type { Sandbox } from '../src/adapters/sandbox/sandbox.ts';
import { createToolchainCatalog } from '../src/adapters/toolchains/create-toolchain-catalog.ts';
import { discoverToolchains } from '../src/adapters/toolchains/discover-toolchains.ts';
import { imageToolchains } from '../src/adapters/toolchains/image-toolchains.ts';
import type { ToolchainCatalog } from '../src/adapters/toolchains/toolchain.ts';
import { awaitedLater } from '../src/base/process/awaited-later.ts';
import type { Config } from '../src/config/config.ts';
import { readHostEnvironment } from '../src/config/read-environment.ts';
import type { Database } from '../src/db/database.ts';
import { readInstanceId } from '../src/db/stores/hub/hub-repository.ts';
import { createToolchainFetch } from './run-toolchain-fetch.ts';

export interface OpenSandboxDeps {
  readonly config: Config;
  readonly db: Database;
  readonly logger: Logger;
  readonly workerId: string;
  readonly mirrors: () => Promise<BuildMirrors>;
}

export interface OpenedSandbox {
  readonly sandbox: Sandbox;
  /** What builds and runs find in it. */
  readonly toolchains: ToolchainCatalog;
}

/**
 * Opens the configured isolation, clears what dead workers left and proves that it holds.
 * @throws AppError `sandbox_unavailable`
 */
export async function openSandbox(deps: OpenSandboxDeps): Promise<OpenedSandbox> {
  const opened = await (deps.config.sandbox.driver === 'container' ? openContainers(deps) : openBubblewrap(deps));
  await opened.sandbox.sweep();
  await opened.sandbox.check();
  return opened;
}

async function openBubblewrap(deps: OpenSandboxDeps): Promise<OpenedSandbox> {
  const { config } = deps;
  const discovery = discoveryOptions(config);
  const opening = awaitedLater(
    commonOptions(deps).then((options) => createBubblewrapSandbox({ ...options, cgroup: config.sandbox.cgroups })),
  );
  const toolchains = await createToolchainCatalog({
    discover: () => discoverToolchains(discovery),
    fetching: {
      folder: join(config.dataDirectory, 'toolchains'),
      discovery,
      run: createToolchainFetch(() => opening, deps.mirrors, config.buildLimits),
    },
  });
  return { sandbox: await opening, toolchains };
}

async function openContainers(deps: OpenSandboxDeps): Promise<OpenedSandbox> {
  const { images, runtime, socketPath } = deps.config.sandbox.container;
  const names = images.map(({ image }) => image);
  const options = { ...(await commonOptions(deps)), socketPath, runtime, image: names[0] ?? '', images: names };
  const sandbox = await createContainerSandbox(options);
  const toolchains = await createToolchainCatalog({
    discover: async () =>
      imageToolchains(images, (image) => sandbox.variablesOf(image), join(deps.config.dataDirectory, 'launchers')),
    fetching: null,
  });
  return { sandbox, toolchains };
}

async function commonOptions({ config, db, logger, workerId }: OpenSandboxDeps) {
  return {
    hubId: await readInstanceId(db),
    ownerId: workerId.slice(-8),
    dataDirectory: config.dataDirectory,
    ...(config.sandbox.blockedRanges === null ? {} : { blockedRanges: config.sandbox.blockedRanges }),
    poolSize: config.sandbox.networkPoolSize,
    sandboxUid: config.sandbox.uid,
    log: (level: 'info' | 'warn' | 'error', message: string, details?: Record<string, unknown>) =>
      logger[level](details ?? {}, message),
  };
}

function discoveryOptions(config: Config) {
  const host = readHostEnvironment();
  return {
    path: host.path,
    homeDirectory: host.homeDirectory,
    packageDirectories: [join(import.meta.dirname, '..', 'node_modules')],
    launcherDirectory: join(config.dataDirectory, 'launchers'),
  };
}
