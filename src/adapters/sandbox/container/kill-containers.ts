import { setTimeout as delay } from 'node:timers/promises';
import type { EngineTraces } from '../supervisor-protocol.ts';
import { removeContainersOf } from './containers.ts';
import { unmountBelow } from './disk.ts';
import { engineClient } from './engine-client.ts';

export { endContainer } from './containers.ts';

/**
 * Removes what the containers of an owner left on this host. Twice: a start that the owner requested just before it died may come
 * after the first check.
 */
export async function clearEngine({ socketPath, disksDirectory }: EngineTraces, ownerName: string): Promise<void> {
  for (const pauseMs of [0, 500]) {
    await delay(pauseMs);
    await removeContainersOf(engineClient(socketPath), ownerName).catch(() => undefined);
  }
  await unmountBelow(disksDirectory);
}
