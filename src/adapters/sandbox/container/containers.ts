import { readProcess } from '../../../base/process/read-process.ts';
import { isDeadOwner } from '../owner-name.ts';
import { signalProcess } from '../process-table.ts';
import { LABELS } from './container-settings.ts';
import { type EngineClient, EngineError, engineClient } from './engine-client.ts';

/** A container and its first process as the host sees it, whose end is the end of all of it. */
export interface ContainerTarget {
  readonly socketPath: string;
  readonly name: string;
  readonly pid: number;
  readonly startTime: string;
}

interface ListedContainer {
  readonly Id: string;
  readonly Labels?: Readonly<Record<string, string>> | null;
}

/** Kills and removes a container; where the engine does not respond it is at least killed. */
export async function endContainer({ socketPath, name, pid, startTime }: ContainerTarget): Promise<void> {
  if (pid > 0 && readProcess(pid)?.startTime === startTime) signalProcess(pid, 'SIGKILL');
  await removeContainer(engineClient(socketPath), name).catch(() => undefined);
}

/** Removes a container whatever it does; one that isn't there is fine. @throws EngineError */
export async function removeContainer(engine: EngineClient, name: string): Promise<void> {
  await engine.call('POST', `/containers/${name}/kill?signal=KILL`).catch(() => undefined);
  try {
    await engine.call('DELETE', `/containers/${name}?force=true&v=true`);
  } catch (error) {
    if (!(error instanceof EngineError) || error.status !== 404) throw error;
  }
}

/** Removes every container of an owner. @throws EngineError */
export async function removeContainersOf(engine: EngineClient, ownerName: string): Promise<void> {
  const all = await list(engine, `${LABELS.owner}=${ownerName}`);
  await Promise.all(all.map(({ Id }) => removeContainer(engine, Id)));
}

/** Removes every container of this hub whose owner is dead. @throws EngineError */
export async function removeContainersOfDead(engine: EngineClient, hubId: string): Promise<void> {
  const all = await list(engine, `${LABELS.hub}=${hubId}`);
  const dead = all.filter(({ Labels }) => isDeadOwner(Labels?.[LABELS.owner] ?? ''));
  await Promise.all(dead.map(({ Id }) => removeContainer(engine, Id)));
}

async function list(engine: EngineClient, label: string): Promise<readonly ListedContainer[]> {
  const filters = encodeURIComponent(JSON.stringify({ label: [label] }));
  return (await engine.call('GET', `/containers/json?all=true&filters=${filters}`)) as ListedContainer[];
}
