import { join } from 'node:path';
import { env } from 'node:process';
import { type EmbeddedTemporal, startEmbeddedTemporal } from '../../start/embedded-temporal.ts';
import { findTemporal } from '../../start/find-temporal.ts';
import { testFolder } from './test-folder.ts';

const NAMESPACE = 'hubwright-test';

let server: Promise<EmbeddedTemporal> | undefined;

/** The one Temporal dev server of this test process, started on first use; its state is in memory. */
export function testTemporal(): Promise<EmbeddedTemporal> {
  server ??= start();
  return server;
}

/** Ends the Temporal of this test process if it was started. */
export async function stopTestTemporal(): Promise<void> {
  const started = await server?.catch(() => undefined);
  server = undefined;
  await started?.stop(5_000);
}

async function start(): Promise<EmbeddedTemporal> {
  const folder = join(testFolder(), 'temporal');
  const executable = await findTemporal(env, (line) => process.stderr.write(`${line}\n`));
  return startEmbeddedTemporal({
    executable,
    folder,
    logFile: join(folder, 'server.log'),
    namespace: NAMESPACE,
    isDurable: false,
    hasUi: false,
  });
}
