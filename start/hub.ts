import { startApi } from '../api/start-api.ts';
import { createSchemaValidator } from '../src/adapters/manifest/schema-validator.ts';
import { openSecretStore } from '../src/adapters/secrets/open-secret-store.ts';
import { checkTemporal } from '../src/adapters/temporal/check-temporal.ts';
import { createLazyClient } from '../src/adapters/temporal/connect.ts';
import { createRolloutControl } from '../src/adapters/temporal/rollout-control.ts';
import { createStartRepositoryTest } from '../src/adapters/temporal/start-repository-test.ts';
import { createLogger } from '../src/base/logging/create-logger.ts';
import { closeTogether } from '../src/base/process/close-together.ts';
import { collectWhenIdle } from '../src/base/process/collect-when-idle.ts';
import { closeLast } from '../src/base/process/report-end.ts';
import { runMain } from '../src/base/process/run-main.ts';
import { untilSignal } from '../src/base/process/until-signal.ts';
import { loadConfig } from '../src/config/load-config.ts';
import { readHostEnvironment } from '../src/config/read-environment.ts';
import { openDatabase } from '../src/db/database.ts';
import { type RunningWorker, startWorker } from '../worker/start-worker.ts';

/** After the drain, in all less than the 4 s that the starter waits (`start-stack.ts`). */
const END = { stopMs: 1_000, closeMs: 1_200 };
const CLOSE_MS = 400;

/** API and worker in one process, as `npm start` runs them: an accepted trigger starts in this very process. */
async function main(): Promise<number> {
  const config = loadConfig(readHostEnvironment().env);
  const logger = createLogger(config.logLevel, 'hub');
  const db = await openDatabase(config.database);
  const secrets = await openSecretStore(db, { keys: config.secretKeys, dataDirectory: config.dataDirectory });
  const { client, close: closeClient } = createLazyClient(config.temporal);
  const schemas = createSchemaValidator({
    onError: (error) => logger.error({ err: error }, 'a check of schemas ended its thread'),
  });
  const holder: { worker: RunningWorker | null } = { worker: null };
  const api = await startApi({
    config,
    db,
    logger,
    schemas,
    secrets,
    startRepositoryTest: createStartRepositoryTest(client),
    // Until the worker is there the start is pending: its jobs make up for it.
    startRun: async (runId) => holder.worker?.startRun(runId),
    rollouts: createRolloutControl(db, client),
    checkTemporal: () => checkTemporal(client),
  });
  const stopped = untilSignal();
  const starting = startWorker({ component: 'hub', config, db, logger, secrets });
  holder.worker = await Promise.race([starting, stopped.then(() => null)]);
  if (holder.worker) {
    logger.info({ port: api.port, worker: holder.worker.id }, 'the hub is ready');
    collectWhenIdle();
    await stopped;
  }
  const { drainMs } = config.worker;
  const closing = [
    closeTogether({ 'the requests': () => api.close(drainMs) }, drainMs + END.stopMs),
    holder.worker?.close({ drainMs, ...END }) ?? [],
  ];
  const left = (await Promise.all(closing)).flat();
  const parts = {
    'the checks of schemas': () => schemas.close(),
    'the connection to Temporal': () => closeClient(),
    'the database': () => db.close(),
  };
  return closeLast(logger, left, parts, CLOSE_MS);
}

runMain('hub', main);
