import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { env } from 'node:process';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { readExample } from '../../examples/read-example.ts';
import { type GitServer, startGitServer } from '../support/git-server.ts';
import { buildFrom, installTenants } from '../support/small-integration.ts';
import { makeTestFolder } from '../support/test-folder.ts';
import { useSharedHub } from '../support/use-hub-stack.ts';

interface Example {
  readonly name: 'node' | 'python' | 'failing';
  readonly configs: object;
  readonly ends: readonly [string, string];
  readonly logs: RegExp;
}

const EXAMPLES: readonly Example[] = [
  { name: 'node', configs: { greeting: 'hello' }, ends: ['Succeeded', 'Succeeded'], logs: /hello, order 3/ },
  { name: 'python', configs: { source: 'proverb' }, ends: ['Succeeded', 'Succeeded'], logs: /proverb: \d+ words/ },
  { name: 'failing', configs: {}, ends: ['Failed (Integration Issue)', 'Failed (Integration Issue)'], logs: /./ },
];

describe('the examples', function examples() {
  this.timeout(180_000);
  const hub = useSharedHub('all in one');
  let git: GitServer;
  before(async () => {
    git = await startGitServer();
  });
  after(() => git?.close());

  for (const { name, configs, ends, logs } of EXAMPLES) {
    it(`are built as they are, and their runs end as they say: ${name}`, async () => {
      const { client } = hub;
      const { id } = await buildFrom(client, git, readExample(name));
      const [tenant] = await installTenants(client, id, 1, configs);
      const tenantId = tenant?.id ?? 0;
      expect(await client.untilEnded(await client.sync(tenantId, 'init'))).to.equal(ends[0]);
      const normal = await client.sync(tenantId, 'normal');
      expect(await client.untilEnded(normal)).to.equal(ends[1]);
      const run = await client.runOf(tenantId, normal);
      expect(await client.log(run.id)).to.match(logs);
    });
  }

  it('are shown by the demo, from a repository to two runs', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(import.meta.dirname, '..', '..', 'examples', 'demo.ts')],
      {
        env: {
          PATH: env.PATH,
          HUBWRIGHT_URL: hub.stack.url,
          HUBWRIGHT_API_KEY: hub.stack.apiKey,
          HUBWRIGHT_DATA_DIR: makeTestFolder('demo'),
        },
      },
    );
    expect(stdout).to.match(/The demo is done/);
    expect(stdout).to.match(/bonjour, order 2/);
  });
});
