import { expect } from 'chai';
import { type GitServer, startGitServer } from '../support/git-server.ts';
import { buildSmallIntegration, installTenants } from '../support/small-integration.ts';
import { useSharedHub } from '../support/use-hub-stack.ts';

/** Sleeps for the tenant whose config says so, until it is stopped. */
const MAIN = `
console.error('here');
if (process.env.PAN_CFG_SLEEP === 'true') setInterval(() => {}, 1000);
`;
const MANIFEST = `configs:
  schema:
    type: object
    properties:
      sleep: { type: boolean, default: false }
`;

describe('with Temporal away', function temporalAway() {
  this.timeout(180_000);
  const hub = useSharedHub('api and worker');
  let git: GitServer;
  before(async () => {
    git = await startGitServer();
  });
  after(() => git?.close());

  it('accepts triggers and cancels, and all of them take effect after it is back', async () => {
    const { client, stack } = hub;
    const { id } = await buildSmallIntegration(client, git, { main: MAIN, manifest: MANIFEST });
    const [sleeper] = await installTenants(client, id, 1, { sleep: true });
    const others = await installTenants(client, id, 3, { sleep: false }, 'other');
    const sleeperId = sleeper?.id ?? 0;
    const running = await client.sync(sleeperId, 'normal');
    await client.untilStatus(running, 'Running');
    const run = await client.runOf(sleeperId, running);

    await stack.kill('temporal');
    const triggers = await Promise.all(others.map((tenant) => client.sync(tenant.id, 'normal')));
    const queued = await client.sync(sleeperId, 'normal');
    const queuedRun = await client.runOf(sleeperId, queued);
    const answers = [
      await client.send('POST', `/v2/runs/${queuedRun.id}/cancel`),
      await client.send('POST', `/v2/runs/${run.id}/cancel`),
      await client.send('POST', `/v2/runs/${run.id}/cancel`),
    ];
    expect(answers.map(({ status }) => status)).to.deep.equal([202, 202, 202]);
    expect((await client.send('GET', '/readyz')).status).to.equal(503);

    await stack.restart('temporal');
    await stack.untilReady();
    expect(await client.untilEnded(running)).to.equal('Cancelled');
    expect(await client.untilEnded(queued)).to.equal('Cancelled');
    const ends = await Promise.all(triggers.map((trigger) => client.untilEnded(trigger)));
    expect(ends).to.deep.equal(['Succeeded', 'Succeeded', 'Succeeded']);
    for (const { id: tenantId } of others) expect(await client.runs(tenantId)).to.have.length(1);
  });
});
