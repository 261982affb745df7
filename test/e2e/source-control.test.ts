import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { expect } from 'chai';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { type GitServer, type ServedRepository, startGitServer } from '../support/git-server.ts';
import { PUSH_DELIVERIES } from '../support/hook-deliveries.ts';
import type { ClientRelease } from '../support/pandium-client.ts';
import { useSharedHub } from '../support/use-hub-stack.ts';

const TOKEN = 'tok3n-of-the-repository-Zq3vL8wXy0';
const filesOf = (text: string) => ({
  'PANDIUM.yaml': 'version: 0.4\nbase: node\nrun: node main.js\n',
  'main.js': `console.error(${JSON.stringify(text)});`,
});

interface Integration {
  readonly id: number;
  readonly repository: ServedRepository;
}

describe('a watched repository', function watchedRepository() {
  // A worker that is killed while it polls keeps what it polled for 45 s.
  this.timeout(360_000);
  const hub = useSharedHub('api and worker');
  let git: GitServer;
  let db: Database;
  let connectionId = 0;
  before(async () => {
    git = await startGitServer({ credential: { username: 'robot', password: TOKEN } });
    db = await openDatabase({ url: hub.stack.databaseUrl, poolSize: 2 });
    const connection = await hub.client.request<{ id: number }>('POST', '/v2/source_connections', {
      ...{ name: 'git of the test', provider: 'git', host: `127.0.0.1:${git.port}` },
      ...{ username: 'robot', secret: TOKEN },
    });
    connectionId = connection.id;
  });
  after(async () => {
    await db?.close();
    await git?.close();
  });

  const make = async (name: string): Promise<Integration> => {
    const repository = await git.createRepository(name, filesOf('first'));
    const { id } = await hub.client.request<{ id: number }>('POST', '/v2/integrations', {
      ...{ name, repository_url: repository.url, repository_tracking_branch: 'main' },
      ...{ source_connection_id: connectionId, default_release_channel: 'Latest' },
    });
    return { id, repository };
  };
  const until = async <Value>(look: () => Promise<Value | null | undefined>): Promise<Value> => {
    for (;;) {
      const value = await look();
      if (value !== null && value !== undefined) return value;
      await delay(100);
    }
  };
  /** The ended release of a commit, by whatever told of it. */
  const releaseOf = (id: number, sha: string): Promise<ClientRelease> =>
    until(async () => {
      const releases = await hub.client.listReleases(id);
      return releases.find(
        (one) =>
          (one as ClientRelease & { commit_sha: string | null }).commit_sha === sha &&
          !['queued', 'building'].includes(one.state),
      );
    });
  const untilPolled = async (id: number, headSha: string): Promise<void> => {
    await until(async () => {
      const seen = await hub.client.request<{ head_sha: string | null }>('GET', `/v2/integrations/${id}/repository`);
      return seen.head_sha === headSha ? seen : null;
    });
  };
  const headOf = (repository: ServedRepository) => repository.git(['rev-parse', 'refs/heads/main']);
  const nextOf = async (tenantId: number): Promise<number | null> =>
    (await hub.client.request<{ next_release_id: number | null }>('GET', `/v2/tenants/${tenantId}`)).next_release_id;

  it('is read with the sealed credential: tested, and built', async () => {
    const { id } = await make('tested');
    const path = `/v2/integrations/${id}/repository/test`;
    const { test_id: testId } = await hub.client.request<{ test_id: string }>('POST', path);
    const done = await until(async () => {
      const test = await hub.client.request<{ test_id: string; state: string }>('GET', path);
      return test.state === 'running' ? null : test;
    });
    expect(done).to.include({ test_id: testId, state: 'passed', failed_step: null, manifest_path: 'PANDIUM.yaml' });
    const queued = await hub.client.build({ tag: 'v1', integration_id: id });
    expect((await hub.client.untilReleased(id, queued.id)).state).to.equal('ready');
  });

  it('turns a push that a webhook tells into a ready release, which latest tenants run next', async () => {
    const { id, repository } = await make('hooked');
    const first = await hub.client.build({ tag: 'v1', integration_id: id });
    expect((await hub.client.untilReleased(id, first.id)).state).to.equal('ready');
    await hub.client.request('PATCH', `/v2/integrations/${id}`, { default_release_id: first.id });
    const install = (name: string, following: object) =>
      hub.client.createTenant({ name, integration_id: id, ...following });
    const [stays, follows, latest] = [
      await install('static', { integration_release_id: first.id }),
      await install('dynamic', { integration_release_channel: 'Default' }),
      await install('latest', { integration_release_channel: 'Latest' }),
    ];
    const base = await headOf(repository);
    await untilPolled(id, base);
    // From here on nothing but the webhook tells of a push.
    await db.query(`update repository_watches set next_poll_at = now() + interval '1 day' where integration_id = $1`, [
      id,
    ]);
    const hook = await hub.client.request<{ url: string; secret: string }>('POST', `/v2/integrations/${id}/webhook`);
    const tell = async (before: string, after: string) => {
      const { headers, body } = PUSH_DELIVERIES.github({ branch: 'main', before, after }, hook.secret);
      const address = new URL(new URL(hook.url).pathname, hub.stack.url);
      const response = await fetch(address, {
        method: 'POST',
        body,
        headers: { ...headers, 'content-type': 'application/json' },
      });
      expect(await response.json()).to.include({ outcome: 'released' });
    };
    const pushed = await repository.commit(filesOf('second'), 'second');
    await tell(base, pushed);
    const second = await releaseOf(id, pushed);
    expect(second.state).to.equal('ready');
    expect([await nextOf(stays.id), await nextOf(follows.id), await nextOf(latest.id)]).to.deep.equal([
      first.id,
      first.id,
      second.id,
    ]);
    const trigger = await hub.client.sync(latest.id, 'normal');
    expect(await hub.client.untilEnded(trigger)).to.equal('Succeeded');
    expect(await hub.client.log((await hub.client.runOf(latest.id, trigger)).id)).to.include('second');

    const broken = await repository.commit({ 'PANDIUM.yaml': 'base: [' }, 'broken');
    await tell(pushed, broken);
    await until(async () => {
      const releases = await hub.client.listReleases(id);
      return releases.find(({ state }) => state === 'failed');
    });
    expect(await nextOf(latest.id)).to.equal(second.id);

    await hub.client.request('PATCH', `/v2/integrations/${id}`, { default_release_id: second.id });
    await hub.client.request('PATCH', `/v2/tenants/${stays.id}`, { integration_release_id: second.id });
    expect([await nextOf(stays.id), await nextOf(follows.id)]).to.deep.equal([second.id, second.id]);
  });

  it('turns a push that nothing tells of into a ready release, also after Temporal and the worker were killed', async () => {
    const { id, repository } = await make('polled');
    await untilPolled(id, await headOf(repository));
    const second = await repository.commit(filesOf('second'), 'second');
    expect((await releaseOf(id, second)).state).to.equal('ready');
    await hub.stack.kill('worker-1');
    await hub.stack.kill('temporal');
    const third = await repository.commit(filesOf('third'), 'third');
    await hub.stack.restart('temporal');
    await hub.stack.restart('worker-1');
    expect((await releaseOf(id, third)).state).to.equal('ready');
    const releases = await hub.client.listReleases(id);
    expect(releases).to.have.length(2);
  });

  it('leaves its credential nowhere in the open: not in the database, the histories, the logs or a build', async () => {
    const rows = await db.query<{ table_name: string }>(
      `select c.relname as table_name from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
    );
    expect(rows.length).to.be.greaterThan(20);
    const encoded = [TOKEN, Buffer.from(TOKEN).toString('hex'), Buffer.from(`robot:${TOKEN}`).toString('base64')];
    const search = (where: string, text: string): void => {
      for (const form of encoded) expect(text.includes(form), where).to.equal(false);
    };
    for (const { table_name: table } of rows) {
      const found = await db.query<{ text: string }>(`select t::text as text from "${table}" t`);
      search(table, found.map(({ text }) => text).join('\n'));
    }
    const connection = await Connection.connect({ address: hub.stack.temporalAddress });
    const client = new Client({ connection, namespace: 'hubwright' });
    let histories = 0;
    for await (const { workflowId, runId } of client.workflow.list()) {
      const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
      search(workflowId, decodePayloads(historyToJSON(history)));
      histories += 1;
    }
    await connection.close();
    expect(histories).to.be.greaterThan(3);
    const folder = join(hub.stack.folder, 'logs');
    for (const name of readdirSync(folder)) search(name, readFileSync(join(folder, name), 'latin1'));
  });
});

/** History JSON holds payloads in base64. */
function decodePayloads(json: string): string {
  const payloads = [...json.matchAll(/"data":\s*"([A-Za-z0-9+/=]+)"/g)];
  return `${json}\n${payloads.map(([, data]) => Buffer.from(data ?? '', 'base64').toString('utf8')).join('\n')}`;
}
