import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';

const POLL_MS = 50;
const DAY_SECONDS = 24 * 60 * 60;

export interface TemporalAccess {
  readonly isTlsOn: boolean;
  readonly apiKey: string | null;
}

const PLAIN: TemporalAccess = { isTlsOn: false, apiKey: null };

/** Returns whether the server at `address` responds for this namespace; a refused connection is no error. */
export async function isTemporalReady(
  address: string,
  namespace: string,
  access: TemporalAccess = PLAIN,
): Promise<boolean> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ address, connectTimeout: 2_000, ...credentials(access) });
    await connection.workflowService.describeNamespace({ namespace });
    return true;
  } catch {
    return false;
  } finally {
    await connection?.close();
  }
}

/** Waits until the namespace responds, at most `timeoutMs` or until `isHopeless` returns true. Returns whether it does. */
export async function waitForTemporal(
  address: string,
  namespace: string,
  timeoutMs: number,
  isHopeless: () => boolean = () => false,
  access: TemporalAccess = PLAIN,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (!(await isTemporalReady(address, namespace, access))) {
    if (isHopeless() || performance.now() > deadline) return false;
    await delay(POLL_MS);
  }
  return true;
}

/** Sets how long a namespace keeps finished workflows. */
export async function setRetention(address: string, namespace: string, days: number): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    const config = { workflowExecutionRetentionTtl: { seconds: days * DAY_SECONDS } };
    await connection.workflowService.updateNamespace({ namespace, config: config as never });
  } finally {
    await connection.close();
  }
}

function credentials(access: TemporalAccess): { tls?: boolean; apiKey?: string } {
  return { ...(access.isTlsOn ? { tls: true } : {}), ...(access.apiKey === null ? {} : { apiKey: access.apiKey }) };
}
