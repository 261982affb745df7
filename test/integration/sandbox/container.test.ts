import { expect } from 'chai';
import { startTestEngine, TEST_RUNTIMES } from '../../support/container-engine.ts';
import { expectAppError } from '../../support/expect-app-error.ts';
import { describeContainers } from './describe-containers.ts';
import { describeSandboxContract } from './sandbox-contract.ts';
import { openContainers } from './sandbox-harness.ts';

describeContainers(describeSandboxContract);

describe('an image of containers', function images() {
  this.timeout(60_000);

  async function check(imageWithout: readonly string[]): Promise<unknown> {
    const engine = await startTestEngine({ imageWithout });
    const under = await openContainers(engine);
    try {
      return await under.sandbox.check().catch((error: unknown) => error);
    } finally {
      await under.close();
      await engine.close();
    }
  }

  beforeEach(function () {
    if (process.getuid?.() !== 0) return this.skip();
  });

  it('needs no ip', async () => expect(await check(['ip'])).to.equal(undefined));

  it('is refused where isolation could not be tried in it', async () => {
    expect(await check(['bash']))
      .to.include({ code: 'sandbox_unavailable' })
      .and.have.property('message')
      .that.matches(/add them to the image/);
  });
});

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
