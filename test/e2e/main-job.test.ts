import { expect } from 'chai';
import { type GitServer, startGitServer } from '../support/git-server.ts';
import { buildSmallIntegration } from '../support/small-integration.ts';
import { useHubStack } from '../support/use-hub-stack.ts';

const MAIN = `
const mode = process.env.PAN_CTX_RUN_MODE;
console.error('hello ' + process.env.PAN_CFG_NAME + ' ' + mode);
console.log('noise');
console.log(JSON.stringify(mode === 'init' ? { started: true } : { runs: 1, last: process.env.PAN_CTX_LAST_RUN_PHASE }));
`;
const MANIFEST = `configs:
  schema:
    type: object
    properties:
      name: { type: string, default: you }
`;

describe('the main job', function mainJob() {
  this.timeout(120_000);
  const hub = useHubStack({ workers: 'in-api', settings: { HUBWRIGHT_RUN_SLOTS: '4' } });
  let git: GitServer;
  before(async () => {
    git = await startGitServer();
  });
  after(() => git?.close());

  it('takes a repository to a release, a tenant and its runs for a client that knows Pandium only', async () => {
    const { client } = hub;
    const integration = await buildSmallIntegration(client, git, { main: MAIN, manifest: MANIFEST });
    expect(await client.release(integration.id, 'latest')).to.include({ id: integration.releaseId, tag: 'v1' });
    expect((await client.listReleases(integration.id)).map(({ id }) => id)).to.deep.equal([integration.releaseId]);
    const tenant = await client.createTenant({ name: 'acme', integration_id: integration.id, configs: { name: 'A' } });
    expect(tenant).to.include({ name: 'acme', paused: true, integration_id: integration.id });
    const init = await client.sync(tenant.id, 'init');
    expect(await client.untilEnded(init)).to.equal('Succeeded');
    const normal = await client.sync(tenant.id, 'normal', { a: 1 });
    expect(await client.untilEnded(normal)).to.equal('Succeeded');
    const run = await client.runOf(tenant.id, normal);
    expect(run.status.phase).to.equal('Succeeded');
    expect(await client.log(run.id)).to.include('hello A normal');
    expect((await client.metadata(tenant.id)).data).to.deep.equal({ started: true, runs: 1, last: 'Succeeded' });
    const listed = await client.listTenants(`integration_id=${integration.id}`);
    expect(listed[0]?.status.last_run?.status.phase).to.equal('Succeeded');
  });
});
