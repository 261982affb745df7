import { openBubblewrap, openContainers, type SandboxUnderTest } from '../integration/sandbox/sandbox-harness.ts';
import { startTestEngine } from '../support/container-engine.ts';

export type Driver = 'bubblewrap' | 'container';

/** Who a suite of both networks is run by: a title, a driver and a uid. */
export interface Starter {
  readonly title: string;
  readonly driver: Driver;
  readonly isRoot: boolean;
}

export const STARTERS: readonly Starter[] = [
  { title: 'bubblewrap, started by root', driver: 'bubblewrap', isRoot: true },
  { title: 'bubblewrap, started by an ordinary user', driver: 'bubblewrap', isRoot: false },
  { title: 'containers of podman', driver: 'container', isRoot: true },
];

/** A driver in the namespaces of this process; its engine is in them too, as it has to see the same mounts. */
export async function openDriver(driver: Driver): Promise<SandboxUnderTest> {
  if (driver === 'bubblewrap') return openBubblewrap();
  const engine = await startTestEngine();
  const under = await openContainers(engine).catch(async (error: unknown) => {
    await engine.close();
    throw error;
  });
  return {
    ...under,
    async close() {
      await under.close();
      await engine.close();
    },
  };
}
