import { once } from 'node:events';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { checkRef } from '../src/adapters/git/ref-name.ts';
import { parseRepositoryUrl } from '../src/adapters/git/repository-url.ts';
import type { SchemaValidator } from '../src/adapters/manifest/schema-validator.ts';
import type { SecretStore } from '../src/adapters/secrets/secrets.ts';
import type { RolloutControl } from '../src/adapters/temporal/rollout-control.ts';
import type { RepositoryRules } from '../src/app/source-control/repository-rules.ts';
import type { Config } from '../src/config/config.ts';
import type { StartRepositoryTest } from '../src/contracts/repository-test-workflow.ts';
import { PROGRESS_CHANNEL } from '../src/contracts/task-queues.ts';
import type { Database } from '../src/db/database.ts';
import { type Listener, startListener } from '../src/db/listener.ts';
import { readLinkSecret } from '../src/db/stores/hub/hub-repository.ts';
import { builtFolder } from '../web/built-pages.ts';
import { chooseCookies, composeAccounts } from './compose-accounts.ts';
import { createServer } from './http/server.ts';
import { createTemporalLinks } from './http/temporal-links.ts';
import { createLinkSigner } from './logs/link-signer.ts';
import { createProgressHub, type ProgressHub } from './logs/progress-feed.ts';
import { readPageFiles } from './web/page-files.ts';

export interface StartApiDeps {
  readonly config: Config;
  readonly db: Database;
  readonly logger: Logger;
  readonly schemas: SchemaValidator;
  readonly secrets: SecretStore;
  readonly startRepositoryTest: StartRepositoryTest;
  /** Starts an admitted run; the job `start-pending-runs` makes up for a failure. */
  readonly startRun: (runId: number) => Promise<void>;
  readonly rollouts: RolloutControl;
  readonly checkTemporal: () => Promise<boolean>;
}

export interface RunningApi {
  readonly port: number;
  /** Takes no more requests, lets those under way end for `graceMs`, then cuts them. */
  close(graceMs: number): Promise<void>;
}

const SIGN_IN_OFF =
  'Nobody can sign in: HUBWRIGHT_PUBLIC_URL is plain http. Set it to the https address, or HUBWRIGHT_INSECURE_COOKIES=true on a network where nobody reads along.';
const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 60_000;

/** Opens the HTTP API; for a process of its own or one that it shares with a worker. */
export async function startApi(deps: StartApiDeps): Promise<RunningApi> {
  const progress = createProgressHub();
  const { config, db, logger, schemas, secrets, startRepositoryTest, startRun, rollouts, checkTemporal } = deps;
  const accounts = await composeAccounts({ db, secrets, publicUrl: config.publicUrl });
  const cookies = chooseCookies(config.publicUrl, config.hasInsecureCookies);
  if (!cookies) logger.warn(SIGN_IN_OFF);
  const { uiUrl, namespace } = config.temporal;
  const app = createServer({
    db,
    accounts,
    cookies,
    trustedProxies: config.trustedProxies,
    temporalUi: uiUrl === null ? null : { url: uiUrl, namespace },
    environmentName: config.environmentName,
    isMailKept: config.mail.smtpUrl === null,
    schemas,
    secrets,
    startRepositoryTest,
    progress,
    publicUrl: config.publicUrl,
    caps: config.caps,
    runLimits: config.runLimits,
    scheduleSpreadS: config.schedules.spreadS,
    optionsStaleAfterMs: config.optionsStaleAfterMs,
    repositoryRules: createRepositoryRules(config),
    signer: createLinkSigner(await readLinkSecret(db)),
    runStarter: {
      start: (runId) =>
        void startRun(runId).catch((error: unknown) => logger.warn({ runId, err: error }, 'a run did not start yet')),
    },
    rollouts: {
      start: (rolloutId) =>
        void rollouts
          .start(rolloutId)
          .catch((error: unknown) => logger.warn({ rolloutId, err: error }, 'a rollout did not start yet')),
      decide: (input) => rollouts.decide(input),
    },
    temporal: { check: checkTemporal },
    pages: readPageFiles(builtFolder()),
    temporalLinks: createTemporalLinks(config.temporal.uiUrl, config.temporal.namespace),
    log: {
      info: (fields, message) => logger.info(fields, message),
      error: (fields, message) => logger.error(fields, message),
    },
  });
  const listener = await listenToProgress(config, progress);
  const server = createHttpServer({ headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS }, app);
  server.listen(config.port, config.host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async (graceMs) => {
      await closeServer(server, graceMs);
      await listener.close();
    },
  };
}

function createRepositoryRules(config: Config): RepositoryRules {
  return {
    checkUrl: (url) => void parseRepositoryUrl(url, { isFileAllowed: config.git.isFileAllowed }),
    checkBranch: (name) => checkRef({ kind: 'branch', name }),
    checkRef,
  };
}

function listenToProgress(config: Config, progress: ProgressHub): Promise<Listener> {
  return startListener({
    url: config.database.url,
    channels: [PROGRESS_CHANNEL],
    onNotification: (_channel, subject) => progress.notify(subject),
    onReconnect: () => progress.notifyAll(),
  });
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(cut);
}
