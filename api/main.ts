import { hostname } from 'node:os';
import { createSchemaValidator } from '../src/adapters/manifest/schema-validator.ts';
import { openSecretStore } from '../src/adapters/secrets/open-secret-store.ts';
import { checkTemporal } from '../src/adapters/temporal/check-temporal.ts';
import { createLazyClient } from '../src/adapters/temporal/connect.ts';
import { createRolloutControl } from '../src/adapters/temporal/rollout-control.ts';
import { createRunStarter } from '../src/adapters/temporal/run-starter.ts';
import { createStartRepositoryTest } from '../src/adapters/temporal/start-repository-test.ts';
import { createLogger } from '../src/base/logging/create-logger.ts';
import { closeTogether } from '../src/base/process/close-together.ts';
import { createProcessId } from '../src/base/process/create-process-id.ts';
import { closeLast } from '../src/base/process/report-end.ts';
import { runMain } from '../src/base/process/run-main.ts';
import { untilSignal } from '../src/base/process/until-signal.ts';
import { loadConfig } from '../src/config/load-config.ts';
import { readHostEnvironment } from '../src/config/read-environment.ts';
import { CANCEL_CHANNEL, WAKE_JOBS_CHANNEL } from '../src/contracts/task-queues.ts';
import { toWakeSignal } from '../src/contracts/wake-signals.ts';
import { openDatabase } from '../src/db/database.ts';
import { startListener } from '../src/db/listener.ts';
import { createAccountJobs } from '../worker/jobs/account-jobs.ts';
import { createProcessJobs } from '../worker/jobs/process-jobs.ts';
import { createSharedJobs, createTicks } from '../worker/jobs/shared-jobs.ts';
import { startApi } from './start-api.ts';

/** For requests under way, and for each step of closing. */
const GRACE_MS = 5_000;
const CLOSE_MS = 2_000;

/** An API alone: serves requests until SIGTERM, then closes within a time limit, whatever is away. */
async function main(): Promise<number> {
  const config = loadConfig(readHostEnvironment().env);
  const logger = createLogger(config.logLevel, 'api');
  const db = await openDatabase(config.database);
  const secrets = await openSecretStore(db, { keys: config.secretKeys, dataDirectory: config.dataDirectory });
  const { client, close: closeClient } = createLazyClient(config.temporal);
  const schemas = createSchemaValidator({
    onError: (error) => logger.error({ err: error }, 'a check of schemas ended its thread'),
  });
  const { start: startRun } = createRunStarter({ sql: db, client, isEager: false });
  const sharedDeps = { db, schemas, caps: config.caps, spreadS: config.schedules.spreadS, startRun };
  const jobs = createProcessJobs({
    ...{ db, logger },
    jobs: [...createSharedJobs(sharedDeps, createTicks(sharedDeps)), ...createAccountJobs({ config, db, secrets })],
    process: { id: createProcessId(), component: 'api', hostname: hostname(), pid: process.pid },
  });
  const listener = await startListener({
    url: config.database.url,
    channels: [WAKE_JOBS_CHANNEL, CANCEL_CHANNEL],
    onNotification: (channel, payload) => jobs.wake(channel === CANCEL_CHANNEL ? 'cancel' : toWakeSignal(payload)),
    onReconnect: () => jobs.wake('reconnect'),
  });
  const startRepositoryTest = createStartRepositoryTest(client);
  const rollouts = createRolloutControl(db, client);
  const api = await startApi({
    ...{ config, db, logger, schemas, secrets, startRun, startRepositoryTest, rollouts },
    checkTemporal: () => checkTemporal(client),
  });
  jobs.start();
  logger.info({ port: api.port }, 'the API is ready');
  await untilSignal();
  const moving = {
    'the requests': () => api.close(GRACE_MS),
    'the background jobs': () => jobs.stop(),
    'the notifications of the database': () => listener.close(),
  };
  const left = await closeTogether(moving, GRACE_MS + CLOSE_MS);
  const parts = {
    'the checks of schemas': () => schemas.close(),
    'the connection to Temporal': () => closeClient(),
    'the database': () => db.close(),
  };
  return closeLast(logger, left, parts, CLOSE_MS);
}

runMain('api', main);
