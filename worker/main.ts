import { openSecretStore } from '../src/adapters/secrets/open-secret-store.ts';
import { createLogger } from '../src/base/logging/create-logger.ts';
import { closeLast } from '../src/base/process/report-end.ts';
import { runMain } from '../src/base/process/run-main.ts';
import { untilSignal } from '../src/base/process/until-signal.ts';
import { loadConfig } from '../src/config/load-config.ts';
import { readHostEnvironment } from '../src/config/read-environment.ts';
import { openDatabase } from '../src/db/database.ts';
import { startWorker } from './start-worker.ts';

/** For the ends of what was stopped to be stored, after its grace; and for each step of closing. Under 60 s with the defaults. */
const STORE_MS = 5_000;
const CLOSE_MS = 3_000;

/** A worker alone: takes runs and builds until SIGTERM, then drains. */
async function main(): Promise<number> {
  const config = loadConfig(readHostEnvironment().env);
  const logger = createLogger(config.logLevel, 'worker');
  const db = await openDatabase(config.database);
  const secrets = await openSecretStore(db, { keys: config.secretKeys, dataDirectory: config.dataDirectory });
  const worker = await startWorker({ component: 'worker', config, db, logger, secrets });
  logger.info({ worker: worker.id }, 'the worker is ready');
  await untilSignal();
  const stopMs = config.runLimits.graceMs + STORE_MS;
  const left = await worker.close({ drainMs: config.worker.drainMs, stopMs, closeMs: CLOSE_MS });
  return closeLast(logger, left, { 'the database': () => db.close() }, CLOSE_MS);
}

runMain('worker', main);
