import { startTestEngine, type TestEngine } from '../../support/container-engine.ts';
import { describeSandboxContract } from './sandbox-contract.ts';
import { openContainers } from './sandbox-harness.ts';

describe('containers of podman with runc', () => {
  let engine: TestEngine;
  before(async function () {
    this.timeout(60_000);
    if (process.getuid?.() !== 0) return this.skip();
    engine = await startTestEngine();
  });
  after(() => engine?.close());

  describeSandboxContract('container', () => openContainers(engine));
});
