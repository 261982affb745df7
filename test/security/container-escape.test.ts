import { openContainers } from '../integration/sandbox/sandbox-harness.ts';
import { startTestEngine, type TestEngine } from '../support/container-engine.ts';
import { describeSandboxEscape } from './sandbox-escape.ts';

describe('containers of podman with runc', () => {
  let engine: TestEngine;
  before(async function () {
    this.timeout(60_000);
    if (process.getuid?.() !== 0) return this.skip();
    engine = await startTestEngine();
  });
  after(() => engine?.close());

  describeSandboxEscape('container', () => openContainers(engine));
});
