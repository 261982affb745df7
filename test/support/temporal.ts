import { join } from 'node:path';
import { env } from 'node:process';
import { type EmbeddedTemporal, startEmbeddedTemporal } from '../../start/embedded-temporal.ts';
import { findTemporal } from '../../start/find-temporal.ts';
import { testFolder } from './test-folder.ts';

/** The Temporal dev server of this test process; its fields can be read in hooks and tests. */
export interface TestTemporal {
  /** host:port of the gRPC service. */
  readonly address: string;
  readonly namespace: string;
}

const NAMESPACE = 'hubwright-test';
const SETUP_TIMEOUT_MS = 300_000;

let server: Promise<EmbeddedTemporal> | undefined;

/**
 * Gives the enclosing suite a Temporal dev server with the hub's search attributes, in a `before` hook. All test files
 * share it and its namespace: use task queues and workflow ids of your own.
 */
export function useTemporal(): TestTemporal {
  let temporal: EmbeddedTemporal | undefined;
  before(async function startTemporal() {
    this.timeout(SETUP_TIMEOUT_MS);
    temporal = await testTemporal();
  });
  return {
    namespace: NAMESPACE,
    get address(): string {
      if (!temporal) throw new Error('Temporal is there from the before hooks on');
      return temporal.address;
    },
  };
}

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
