import { hostname } from 'node:os';
import { argv, stdout } from 'node:process';
import { createSchemaValidator } from '../../../src/adapters/manifest/schema-validator.ts';
import { createLazyClient } from '../../../src/adapters/temporal/connect.ts';
import { createRunStarter } from '../../../src/adapters/temporal/run-starter.ts';
import { createSyncTimers } from '../../../src/adapters/temporal/sync-timers.ts';
import { createLogger } from '../../../src/base/logging/create-logger.ts';
import { createProcessId } from '../../../src/base/process/create-process-id.ts';
import { runMain } from '../../../src/base/process/run-main.ts';
import { untilSignal } from '../../../src/base/process/until-signal.ts';
import { openDatabase } from '../../../src/db/database.ts';
import { createProcessJobs } from '../../../worker/jobs/process-jobs.ts';
import { createSharedJobs, createTicks } from '../../../worker/jobs/shared-jobs.ts';
import { syncSchedules } from '../../../worker/jobs/sync-schedules.ts';

// A process of a hub that has nothing but jobs. Arguments: database, address and namespace of Temporal.

runMain('jobs', async () => {
  const [, , url = '', address = '', namespace = ''] = argv;
  const db = await openDatabase({ url, poolSize: 8 });
  const { client, close } = createLazyClient({ address, namespace, apiKey: null, isTlsOn: false });
  const schemas = createSchemaValidator();
  const { start: startRun } = createRunStarter({ sql: db, client, isEager: false });
  const caps = { integration: 100_000, partner: 100_000, hub: 100_000 };
  const shared = { db, schemas, caps, spreadS: 0, startRun };
  const ticks = createTicks(shared);
  const jobs = createProcessJobs({
    db,
    logger: createLogger('info', 'jobs'),
    process: { id: createProcessId(), component: 'api', hostname: hostname(), pid: process.pid },
    jobs: [
      ...createSharedJobs(shared, ticks),
      syncSchedules({ ...ticks, db, spreadS: 0, timers: createSyncTimers(client) }),
    ],
  });
  jobs.start();
  stdout.write('started\n');
  await untilSignal();
  await jobs.stop();
  await Promise.all([schemas.close(), close(), db.close()]);
  return 0;
});
