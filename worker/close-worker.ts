import type { DrainTimes } from '../src/app/attempts/drain-attempts.ts';
import { closeTogether, type OpenComponents } from '../src/base/process/close-together.ts';

/** How long a worker that was asked to end may take; in all the sum, with `closeMs` twice. */
export interface EndTimes extends DrainTimes {
  /** For the components that work by themselves, and then for what they depend on. */
  readonly closeMs: number;
}

interface Drainable {
  readonly held: readonly number[];
  drain(times: DrainTimes): Promise<void>;
}

export interface OpenWorker {
  /** So that its slots count no more. */
  readonly markDraining: () => Promise<void>;
  readonly runs: Drainable;
  readonly builds: Drainable;
  /** The components that work by themselves. */
  readonly moving: OpenComponents;
  readonly closeSandboxes: () => Promise<void>;
  /** Fails while something uses it. */
  readonly closeConnection: () => Promise<void>;
}

/** Ends a worker within a time limit, whatever of the database and Temporal is away. Returns what it left. */
export async function closeWorker(worker: OpenWorker, times: EndTimes): Promise<string[]> {
  // Not awaited: a database that is away must not keep it from draining.
  worker.markDraining().catch(() => {});
  await Promise.all([worker.runs.drain(times), worker.builds.drain(times)]);
  const moving = await closeTogether(worker.moving, times.closeMs);
  const rest = await closeTogether(
    {
      'the sandboxes': worker.closeSandboxes,
      ...(moving.length === 0 ? { 'the connection to Temporal': worker.closeConnection } : {}),
    },
    times.closeMs,
  );
  // Only now: the database may have come back meanwhile.
  const runs = worker.runs.held.map((id) => `run ${id}`);
  return [...runs, ...worker.builds.held.map((id) => `build of release ${id}`), ...moving, ...rest];
}
