import { startTestEngine, TEST_RUNTIMES, type TestEngine } from '../../support/container-engine.ts';
import { openContainers, type SandboxUnderTest } from './sandbox-harness.ts';

/** Describes a suite of the sandbox port for containers, with each runtime that is tested; needs root. */
export function describeContainers(suite: (title: string, open: () => Promise<SandboxUnderTest>) => void): void {
  for (const { title, runscPath } of TEST_RUNTIMES) {
    describe(`containers of podman with ${title}`, () => {
      let engine: TestEngine;
      before(async function () {
        this.timeout(60_000);
        if (process.getuid?.() !== 0) return this.skip();
        engine = await startTestEngine({ runscPath });
      });
      after(() => engine?.close());

      suite('container', () => openContainers(engine));
    });
  }
}
