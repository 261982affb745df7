import { openContainers } from '../integration/sandbox/sandbox-harness.ts';
import { startTestEngine, TEST_RUNTIMES, type TestEngine } from '../support/container-engine.ts';
import { describeSandboxEscape } from './sandbox-escape.ts';

for (const { title, runscPath } of TEST_RUNTIMES) {
  describe(`containers of podman with ${title}`, () => {
    let engine: TestEngine;
    before(async function () {
      this.timeout(60_000);
      if (process.getuid?.() !== 0) return this.skip();
      engine = await startTestEngine({ runscPath });
    });
    after(() => engine?.close());

    describeSandboxEscape('container', () => openContainers(engine));
  });
}
