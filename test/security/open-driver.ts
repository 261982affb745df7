import { openBubblewrap, openContainers, type SandboxUnderTest } from '../integration/sandbox/sandbox-harness.ts';
import { startTestEngine, TEST_RUNTIMES } from '../support/container-engine.ts';

/** A driver; containers with what starts them. */
export type Driver = 'bubblewrap' | 'runc' | 'gVisor';

/** Who a suite of both networks is run by: a title, a driver and a uid. */
export interface Starter {
  readonly title: string;
  readonly driver: Driver;
  readonly isRoot: boolean;
}

export const STARTERS: readonly Starter[] = [
  { title: 'bubblewrap, started by root', driver: 'bubblewrap', isRoot: true },
  { title: 'bubblewrap, started by an ordinary user', driver: 'bubblewrap', isRoot: false },
  ...TEST_RUNTIMES.map(({ title }) => ({ title: `containers of podman with ${title}`, driver: title, isRoot: true })),
];

/** A driver in the namespaces of this process; its engine is in them too, as it has to see the same mounts. */
export async function openDriver(driver: Driver): Promise<SandboxUnderTest> {
  if (driver === 'bubblewrap') return openBubblewrap();
  const runtime = TEST_RUNTIMES.find(({ title }) => title === driver);
  const engine = await startTestEngine({ runscPath: runtime?.runscPath ?? null });
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
