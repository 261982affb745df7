import { expect } from 'chai';
import { startTestEngine, TEST_RUNTIMES, type TestEngine } from '../../support/container-engine.ts';
import { expectAppError } from '../../support/expect-app-error.ts';
import { describeSandboxContract } from './sandbox-contract.ts';
import { openContainers } from './sandbox-harness.ts';

for (const { title, runscPath } of TEST_RUNTIMES) {
  describe(`containers of podman with ${title}`, () => {
    let engine: TestEngine;
    before(async function () {
      this.timeout(60_000);
      if (process.getuid?.() !== 0) return this.skip();
      engine = await startTestEngine({ runscPath });
    });
    after(() => engine?.close());

    describeSandboxContract('container', () => openContainers(engine));
  });
}

for (const { runscPath } of TEST_RUNTIMES.filter(({ title }) => title === 'gVisor')) {
  describe('gVisor with a network stack of its own', () => {
    it('is refused by a worker', async function () {
      this.timeout(60_000);
      if (process.getuid?.() !== 0) return this.skip();
      const engine = await startTestEngine({ runscPath, runscWithout: '--network=host' });
      const under = await openContainers(engine);
      try {
        const { message } = await expectAppError(under.sandbox.check(), 'sandbox_unavailable');
        expect(message).to.match(/runsc was started without --network=host/);
      } finally {
        await under.close();
        await engine.close();
      }
    });
  });
}
