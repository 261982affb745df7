import { loadConfig } from '../src/config/load-config.ts';
import { readHostEnvironment } from '../src/config/read-environment.ts';
import { openDatabase } from '../src/db/database.ts';
import { createLogger } from '../src/log/create-logger.ts';
import { createSchemaValidator } from '../src/manifest/schema-validator.ts';
import { runMain } from '../src/process/run-main.ts';
import { untilSignal } from '../src/process/until-signal.ts';
import { openSecretStore } from '../src/secrets/open-secret-store.ts';
import { startWorker } from './start-worker.ts';

/** A worker alone: takes runs and builds until SIGTERM, then drains. */
async function main(): Promise<void> {
  const config = loadConfig(readHostEnvironment().env);
  const logger = createLogger(config.logLevel, 'worker');
  const db = await openDatabase(config.database);
  const secrets = await openSecretStore(db, { keys: config.secretKeys, dataDirectory: config.dataDirectory });
  const schemas = createSchemaValidator({ poolSize: 2 });
  const worker = await startWorker({ config, db, logger, schemas, secrets });
  logger.info({ worker: worker.id }, 'the worker is ready');
  await untilSignal();
  await worker.close(config.worker.drainMs);
  await schemas.close();
  await db.close();
}

runMain(main);
