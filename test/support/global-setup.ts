import { stopTestPostgres } from './postgres.ts';
import { stopTestTemporal } from './temporal.ts';
import { removeTestFolder } from './test-folder.ts';
import { stopSharedHubs } from './use-hub-stack.ts';

/** What mocha calls when all files are done: ends the servers that tests asked for. */
export async function mochaGlobalTeardown(): Promise<void> {
  await Promise.all([stopTestPostgres(), stopTestTemporal(), stopSharedHubs()]);
  removeTestFolder();
}
