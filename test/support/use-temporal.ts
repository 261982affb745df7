import type { EmbeddedTemporal } from '../../start/embedded-temporal.ts';
import { useQuietTemporal } from './quiet-temporal.ts';
import { testTemporal } from './temporal.ts';

/** The Temporal dev server of this test process; its fields can be read in hooks and tests. */
export interface TestTemporal {
  /** host:port of the gRPC service. */
  readonly address: string;
  readonly namespace: string;
}

const SETUP_TIMEOUT_MS = 300_000;

/**
 * Gives the enclosing suite a Temporal dev server with the hub's search attributes, in a `before` hook. All test files
 * share it and its namespace: use task queues and workflow ids of your own.
 */
export function useTemporal(): TestTemporal {
  let temporal: EmbeddedTemporal | undefined;
  useQuietTemporal();
  before(async function startTemporal() {
    this.timeout(SETUP_TIMEOUT_MS);
    temporal = await testTemporal();
  });
  const present = (): EmbeddedTemporal => {
    if (!temporal) throw new Error('Temporal is there from the before hooks on');
    return temporal;
  };
  return {
    get namespace() {
      return present().namespace;
    },
    get address() {
      return present().address;
    },
  };
}
