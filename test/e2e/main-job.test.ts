import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { openEventStream } from '../support/event-stream.ts';
import { type GitServer, startGitServer } from '../support/git-server.ts';
import { buildSmallIntegration, installTenants } from '../support/small-integration.ts';
import { useSharedHub } from '../support/use-hub-stack.ts';

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

const SLOW_LINES = `
let number = 0;
const timer = setInterval(() => {
  console.error('line ' + (number += 1));
  if (number === 6) clearInterval(timer);
}, 150);
`;
const TREE = `
const { spawn } = require('node:child_process');
if (process.argv[2]) {
  process.on('SIGTERM', () => {});
  console.error('grandchild lives');
} else spawn(process.execPath, [__filename, 'again'], { detached: true, stdio: 'inherit' });
setInterval(() => {}, 1000);
`;
const GIGABYTE = `
const fs = require('node:fs');
const part = Buffer.alloc(1 << 20, 'x');
for (let i = 0; i < 1000; i += 1) {
  let sent = 0;
  while (sent < part.length) {
    try { sent += fs.writeSync(2, part, sent); } catch (error) { if (error.code !== 'EAGAIN') throw error; }
  }
}
fs.writeSync(2, '\\nafter\\n');
`;

describe('the main job', function mainJob() {
  this.timeout(120_000);
  const hub = useSharedHub('all in one');
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

  it('sends the log while it comes and resumes after the last line that a client has', async () => {
    const { client } = hub;
    const { id } = await buildSmallIntegration(client, git, { main: SLOW_LINES });
    const [tenant] = await installTenants(client, id, 1);
    const trigger = await client.sync(tenant?.id ?? 0, 'normal');
    await client.untilStatus(trigger, 'Running');
    const run = await client.runOf(tenant?.id ?? 0, trigger);
    const first = await openEventStream(client, run.id);
    const begin = await first.takeUntil(({ event }) => event === 'log');
    expect(begin.at(-1)?.data).to.include({ line: 1, text: 'line 1' });
    await first.close();
    const rest = await openEventStream(client, run.id, begin.at(-1)?.id);
    const events = await rest.takeUntil(({ event }) => event === 'end');
    const texts = events.filter(({ event }) => event === 'log').map(({ data }) => data.text);
    expect(texts).to.deep.equal([2, 3, 4, 5, 6].map((number) => `line ${number}`));
    expect(events.at(-1)?.data).to.include({ phase: 'succeeded', status: 'Succeeded', last_line: 6 });
  });

  it('cancels a running run with its whole process tree', async () => {
    const { client } = hub;
    const { id } = await buildSmallIntegration(client, git, { main: TREE });
    const [tenant] = await installTenants(client, id, 1);
    const trigger = await client.sync(tenant?.id ?? 0, 'normal');
    await client.untilStatus(trigger, 'Running');
    const run = await client.runOf(tenant?.id ?? 0, trigger);
    const stream = await openEventStream(client, run.id);
    await stream.takeUntil(({ data }) => data.text === 'grandchild lives');
    expect((await client.send('POST', `/v2/runs/${run.id}/cancel`)).status).to.equal(202);
    await stream.takeUntil(({ event }) => event === 'end');
    expect(await client.triggerStatus(trigger)).to.equal('Cancelled');
    expect((await client.send('POST', `/v2/runs/${run.id}/cancel`)).status).to.equal(202);
  });

  it('refuses to cancel a run that has succeeded', async () => {
    const { client } = hub;
    const { id } = await buildSmallIntegration(client, git, { main: '' });
    const [tenant] = await installTenants(client, id, 1);
    const trigger = await client.sync(tenant?.id ?? 0, 'normal');
    expect(await client.untilEnded(trigger)).to.equal('Succeeded');
    const run = await client.runOf(tenant?.id ?? 0, trigger);
    const answer = await client.send('POST', `/v2/runs/${run.id}/cancel`);
    expect(answer.status).to.equal(409);
    expect(await answer.json()).to.include({ code: 'run_finished' });
  });

  it('cuts a log line of 1 GB while the memory of the worker stays flat', async function longLine() {
    this.timeout(240_000);
    const { client, stack } = hub;
    const { id } = await buildSmallIntegration(client, git, { main: GIGABYTE });
    const [tenant] = await installTenants(client, id, 1);
    const before = residentMib(stack.pidOf('hub'));
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, residentMib(stack.pidOf('hub')));
    }, 50);
    const trigger = await client.sync(tenant?.id ?? 0, 'normal');
    const status = await client.untilEnded(trigger).finally(() => clearInterval(watch));
    expect(status).to.equal('Succeeded');
    const run = await client.runOf(tenant?.id ?? 0, trigger);
    const log = await client.log(run.id);
    expect(log).to.match(/x{1000} … \[line cut: \d+ more bytes\]/);
    expect(log).to.include('after');
    expect(log.length).to.be.lessThan(100_000);
    expect(peak - before).to.be.lessThan(200);
  });

  it('makes output that is not UTF-8 readable', async () => {
    const { client } = hub;
    const main = 'process.stderr.write(Buffer.from([0x61, 0x00, 0xff, 0x62, 0x0a]));';
    const { id } = await buildSmallIntegration(client, git, { main });
    const [tenant] = await installTenants(client, id, 1);
    const trigger = await client.sync(tenant?.id ?? 0, 'normal');
    expect(await client.untilEnded(trigger)).to.equal('Succeeded');
    const run = await client.runOf(tenant?.id ?? 0, trigger);
    expect(await client.log(run.id)).to.include('a\ufffd\ufffdb');
  });

  it('refuses configs that no environment can hold, naming the biggest, and keeps none of them', async () => {
    const { client } = hub;
    const { id } = await buildSmallIntegration(client, git, { main: '', manifest: MANIFEST });
    const configs = { name: 'x'.repeat(200_000) };
    const answer = await client.send('POST', '/v2/tenants', { name: 'huge', integration_id: id, configs });
    expect(answer.status).to.equal(422);
    expect(await answer.text()).to.match(/name/);
    expect(await client.listTenants(`integration_id=${id}`)).to.deep.equal([]);
  });

  describe('told of a repository that it cannot build', () => {
    interface BadRepository {
      readonly what: string;
      readonly url: () => string;
      readonly branch?: string;
      readonly says: RegExp;
    }
    let privateGit: GitServer;
    before(async () => {
      privateGit = await startGitServer({ credential: { username: 'u', password: 'p' } });
      await privateGit.createRepository('secret', { 'PANDIUM.yaml': 'version: 0.4\nbase: node\nrun: x\n' });
      await git.createRepository('broken', { 'PANDIUM.yaml': 'version: 0.4\nbase: node\nrun: [unclosed\n' });
      await git.createRepository('norun', { 'PANDIUM.yaml': 'version: 0.4\nbase: node\n' });
      await git.createRepository('cobol', { 'PANDIUM.yaml': 'version: 0.4\nbase: cobol\nrun: x\n' });
      await git.createRepository('empty', { 'README.md': 'nothing here' });
    });
    after(() => privateGit?.close());

    const CASES: readonly BadRepository[] = [
      {
        what: 'an unreachable one',
        url: () => 'http://127.0.0.1:1/nothing.git',
        says: /reach|connect|refused|answer/i,
      },
      { what: 'one that is not there', url: () => `${git.url}/none.git`, says: /not (there|found)|no repository|404/i },
      { what: 'a private one', url: () => `${privateGit.url}/secret.git`, says: /credential|private|sign in|access/i },
      {
        what: 'an unknown branch',
        url: () => `${git.url}/empty.git`,
        branch: 'nowhere',
        says: /branch.*nowhere|nowhere/i,
      },
      { what: 'one without a manifest', url: () => `${git.url}/empty.git`, says: /PANDIUM\.yaml/i },
      { what: 'a broken manifest', url: () => `${git.url}/broken.git`, says: /PANDIUM\.yaml.*(\d+|line)/is },
      { what: 'a manifest without run', url: () => `${git.url}/norun.git`, says: /run/ },
      { what: 'an unknown base', url: () => `${git.url}/cobol.git`, says: /cobol/i },
    ];
    for (const [index, { what, url, branch, says }] of CASES.entries()) {
      it(`fails the release with a clear sentence: ${what}`, async () => {
        const { client } = hub;
        const integration = await client.request<{ id: number }>('POST', '/v2/integrations', {
          ...{ name: `bad-${index}`, repository_url: url(), repository_tracking_branch: branch ?? 'main' },
          default_release_channel: 'Latest',
        });
        const { id } = await client.build({ tag: 'v1', integration_id: integration.id });
        const release = await client.untilReleased(integration.id, id);
        expect(release.state).to.equal('failed');
        expect(JSON.stringify(release.failure)).to.match(says);
        expect(JSON.stringify(release.failure)).not.to.match(/Error:| at \/|node_modules|internal/);
        const tenant = { name: `bad-${index}`, integration_id: integration.id };
        const { id: tenantId } = await client.createTenant(tenant);
        const sync = await client.send('POST', `/v2/tenants/${tenantId}/sync?mode=init`, {});
        expect(await sync.json()).to.include({ status: 409, code: 'no_ready_release' });
      });
    }

    it('refuses a branch that starts with a hyphen, before anything is built', async () => {
      const { client } = hub;
      const { id } = await buildSmallIntegration(client, git, { main: '' });
      const answer = await client.send('POST', '/v2/sourcecontrol/build', {
        ...{ tag: 'v2', integration_id: id, branch: '--upload-pack=touch' },
      });
      expect(answer.status).to.equal(422);
      expect(await client.listReleases(id)).to.have.length(1);
    });
  });

  describe('asked wrongly', () => {
    const CASES: readonly { what: string; ask: [string, string, unknown?]; key?: string; status: number }[] = [
      { what: 'without a valid key', ask: ['GET', '/v2/runs'], key: 'nobody', status: 401 },
      { what: 'of an unknown tenant', ask: ['POST', '/v2/tenants/999999/sync?mode=init', {}], status: 404 },
      { what: 'of an unknown trigger', ask: ['GET', '/v2/runs/triggers/999999/status'], status: 404 },
      { what: 'of an id that is none', ask: ['GET', '/v2/tenants/abc/runs'], status: 422 },
      { what: 'of an unknown mode', ask: ['POST', '/v2/tenants/1/sync?mode=sideways', {}], status: 422 },
      { what: 'of a wrong type', ask: ['POST', '/v2/sourcecontrol/build', { integration_id: 'x' }], status: 422 },
      { what: 'for too many rows', ask: ['GET', '/v2/tenants?limit=501'], status: 422 },
    ];
    for (const { what, ask, key, status } of CASES) {
      it(`answers ${status} with a problem: ${what}`, async () => {
        const headers = key === undefined ? {} : { 'X-API-KEY': key };
        const answer = await hub.client.send(ask[0], ask[1], ask[2], headers);
        expect(answer.status).to.equal(status);
        expect(answer.headers.get('content-type')).to.match(/^application\/problem\+json/);
        const problem = (await answer.json()) as Record<string, unknown>;
        expect(problem.status).to.equal(status);
        // 422 of Pandium's operations lists what is wrong in `detail`, as FastAPI does.
        if (status === 422) expect(problem.detail).to.be.an('array').that.is.not.empty;
        else expect(problem.message).to.equal(problem.detail);
        expect(problem.message).to.be.a('string');
        expect(problem.code).to.be.a('string');
      });
    }
  });
});

function residentMib(pid: number): number {
  const [, kibibytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) / 1024;
}
