import { expect } from 'chai';
import pg from 'pg';
import { readExample } from '../../examples/read-example.ts';
import { startTestEngine, TEST_RUNTIMES, type TestEngine } from '../support/container-engine.ts';
import { type GitServer, startGitServer } from '../support/git-server.ts';
import { type HubStack, startHubStack } from '../support/hub-stack.ts';
import { PandiumClient } from '../support/pandium-client.ts';
import { buildFrom, installTenants } from '../support/small-integration.ts';
import { makeTestFolder } from '../support/test-folder.ts';

for (const { title, runscPath } of TEST_RUNTIMES) {
  describe(`a hub whose sandboxes are containers of podman with ${title}`, function containers() {
    this.timeout(180_000);
    let engine: TestEngine | undefined;
    let stack: HubStack | undefined;
    let git: GitServer | undefined;

    before(async function startHub() {
      if (process.getuid?.() !== 0) return this.skip();
      [engine, git] = await Promise.all([startTestEngine({ hasNode: true, runscPath }), startGitServer()]);
      const settings = {
        HUBWRIGHT_SANDBOX: 'container',
        HUBWRIGHT_CONTAINER_SOCKET: engine.socketPath,
        HUBWRIGHT_CONTAINER_RUNTIME: engine.runtime,
        HUBWRIGHT_CONTAINER_IMAGES: `node ${process.versions.node}=${engine.image}`,
      };
      stack = await startHubStack({ folder: makeTestFolder('containers'), workers: 'in-api', settings });
    });
    after(async () => {
      await stack?.stop();
      await git?.close();
      await engine?.close();
    });

    it('builds and runs an example, and records what it was built for', async () => {
      const client = new PandiumClient(stack?.url ?? '', stack?.apiKey ?? '');
      const { id, releaseId } = await buildFrom(client, git as GitServer, readExample('node'));
      expect(await toolchainOf(stack?.databaseUrl ?? '', releaseId)).to.include({
        driver: 'container',
        language: 'node',
      });
      const [tenant] = await installTenants(client, id, 1, { greeting: 'hello' });
      const tenantId = tenant?.id ?? 0;
      expect(await client.untilEnded(await client.sync(tenantId, 'init'))).to.equal('Succeeded');
      const normal = await client.sync(tenantId, 'normal');
      expect(await client.untilEnded(normal)).to.equal('Succeeded');
      expect(await client.log((await client.runOf(tenantId, normal)).id)).to.match(/hello, order 3/);
    });
  });
}

async function toolchainOf(databaseUrl: string, releaseId: number): Promise<unknown> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ toolchain: unknown }>('select toolchain from releases where id = $1', [
      releaseId,
    ]);
    return rows[0]?.toolchain;
  } finally {
    await client.end();
  }
}
