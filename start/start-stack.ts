import type { Config } from '../src/config/config.ts';
import { buildPages } from './build-pages.ts';
import type { DataFolder } from './data-folder.ts';
import { openDemoAccess } from './demo-access.ts';
import { type EmbeddedPostgres, ensureDatabase, startEmbeddedPostgres } from './embedded-postgres.ts';
import { type EmbeddedTemporal, startEmbeddedTemporal } from './embedded-temporal.ts';
import { checkDatabase, checkTemporal } from './external-services.ts';
import { type Environment, findTemporal } from './find-temporal.ts';
import { startHubProcess } from './hub-process.ts';
import type { ManagedProcess } from './managed-process.ts';
import type { FirstOwner } from './owner-key.ts';
import type { Preparation } from './preparation.ts';
import { prepareApart } from './prepare-apart.ts';
import type { Progress } from './progress.ts';
import { type SupervisedProcess, superviseProcess } from './supervise-process.ts';

export interface StackOptions {
  readonly config: Config;
  /** What the components may inherit; never the owner's key. */
  readonly env: Environment;
  readonly folder: DataFolder;
  readonly hubScript: string;
  /** The owner's key if one was given from outside. */
  readonly ownerKey: string | undefined;
  readonly progress: Progress;
  readonly parts: ComponentList;
  /** Throws once the person asked to stop. */
  readonly check: () => void;
}

/** The components that run; what needs the others ends first. */
export interface ComponentList {
  add(part: StoppableComponent): void;
}

export interface StoppableComponent {
  readonly stopOrder: number;
  stop(): Promise<void>;
  kill(): void;
}

export interface RunningStack {
  readonly temporalAddress: string;
  readonly temporalUiUrl: string | undefined;
  readonly ownerKeyFile: string;
  readonly owner: FirstOwner;
}

interface Service {
  readonly address: string;
  readonly uiUrl?: string | undefined;
}

const DATABASE = 'hubwright';
/** The hub gets five seconds for its runs (`HUBWRIGHT_DRAIN_S`) and four more; together 15 seconds. */
const ENDINGS = {
  hub: { stopOrder: 1, graceMs: 4_000 },
  temporal: { stopOrder: 2, graceMs: 2_500 },
  postgres: { stopOrder: 3, graceMs: 3_500 },
} as const;
const DRAIN_MS = 5_000;

/** Starts database and Temporal at once and builds the pages beside them, then migrates, makes the first owner and starts the hub. @throws StartFailure */
export async function startStack(options: StackOptions): Promise<RunningStack> {
  const { folder, progress, check } = options;
  const preparation = prepareApart(options.env);
  const pages = buildPages(progress);
  const [postgres, temporal] = await settleBoth(startDatabase(options), startTemporal(options, preparation));
  check();
  const ownerKeyFile = folder.at('owner-api-key');
  const owner = await progress.step('Database is up to date', () =>
    preparation.prepareDatabase({
      databaseUrl: postgres.address,
      givenKey: options.ownerKey,
      keyFile: ownerKeyFile,
      publicUrl: options.config.publicUrl,
    }),
  );
  check();
  const { host, port } = options.config;
  const demoHost = await openDemoAccess({ env: options.env, folder, host, port, temporalUiUrl: temporal.uiUrl });
  await pages;
  const hub = await progress.step('Hub is ready', () =>
    superviseProcess('The hub', () => startHub(options, postgres.address, temporal, demoHost), progress.say),
  );
  const { stopOrder, graceMs } = ENDINGS.hub;
  options.parts.add(stoppable(hub, { stopOrder, graceMs: drainMsOf(options) + graceMs }));
  return { temporalAddress: temporal.address, temporalUiUrl: temporal.uiUrl, ownerKeyFile, owner };
}

async function startDatabase(options: StackOptions): Promise<Service> {
  const given = options.env.DATABASE_URL;
  const { folder, progress } = options;
  if (given) {
    await progress.step('Database of DATABASE_URL answers', () => checkDatabase(given));
    return { address: given };
  }
  const kept = await progress.step('PostgreSQL runs', () =>
    superviseProcess<EmbeddedPostgres>('PostgreSQL', () => startPostgres(folder), progress.say),
  );
  options.parts.add(stoppable(kept, ENDINGS.postgres));
  await ensureDatabase(kept.current(), DATABASE);
  return { address: kept.current().urlOf(DATABASE) };
}

function startPostgres(folder: DataFolder): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({
    folder: folder.at('postgres'),
    logFile: folder.at('logs', 'postgres.log'),
    isDurable: true,
  });
}

async function startTemporal(options: StackOptions, preparation: Preparation): Promise<Service> {
  const { config, env, folder, progress } = options;
  const { address, namespace } = config.temporal;
  if (env.TEMPORAL_ADDRESS) {
    await progress.step('Temporal of TEMPORAL_ADDRESS answers', () => checkTemporal(config.temporal, preparation));
    return { address, uiUrl: config.temporal.uiUrl ?? undefined };
  }
  const executable = await findTemporal(env, progress.say);
  const start = () =>
    startEmbeddedTemporal({
      executable,
      folder: folder.at('temporal'),
      logFile: folder.at('logs', 'temporal.log'),
      namespace,
      retentionDays: config.runRetentionDays,
      isDurable: true,
      hasUi: true,
      preparation,
    });
  const kept = await progress.step('Temporal runs', () =>
    superviseProcess<EmbeddedTemporal>('Temporal', start, progress.say),
  );
  options.parts.add(stoppable(kept, ENDINGS.temporal));
  return kept.current();
}

function startHub(
  options: StackOptions,
  databaseUrl: string,
  temporal: Service,
  demoHost: string | null,
): Promise<ManagedProcess> {
  const { config, env, folder } = options;
  return startHubProcess({
    script: options.hubScript,
    folder,
    host: config.host,
    port: config.port,
    env: {
      ...env,
      HUBWRIGHT_DRAIN_S: `${drainMsOf(options) / 1000}`,
      ...(demoHost === null ? {} : { HUBWRIGHT_GIT_ALLOWED_HOSTS: demoHost }),
      HUBWRIGHT_HOST: config.host,
      HUBWRIGHT_PORT: `${config.port}`,
      HUBWRIGHT_PUBLIC_URL: config.publicUrl,
      HUBWRIGHT_DATA_DIR: folder.path,
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: config.temporal.namespace,
      HUBWRIGHT_TEMPORAL_UI_URL: temporal.uiUrl,
    },
  });
}

/** Shorter than a worker's own default: a person waits at a terminal. */
function drainMsOf({ config, env }: StackOptions): number {
  return env.HUBWRIGHT_DRAIN_S ? config.worker.drainMs : DRAIN_MS;
}

function stoppable(
  part: SupervisedProcess<ManagedProcess>,
  ending: { stopOrder: number; graceMs: number },
): StoppableComponent {
  return { stopOrder: ending.stopOrder, stop: () => part.stop(ending.graceMs), kill: () => part.kill() };
}

/** Waits for both also when one fails, so that whatever was started is known and can be ended. */
async function settleBoth<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second]);
  return [await first, await second];
}
