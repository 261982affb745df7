import { expect } from 'chai';
import { useApi } from '../support/api.ts';
import { insertIntegration, insertRelease, insertTenant, uniqueName } from '../support/hub-objects.ts';
import { checkPandiumAnswer } from './check-pandium-answer.ts';
import { PANDIUM_OPERATIONS } from './pandium-operations.ts';

/** The operations whose part of the hub is not there yet. */
const NOT_THERE = /\/connectors\//;

describe('Pandium’s document', () => {
  const api = useApi();
  let integrationId = 0;
  let tenantId = 0;

  before(async () => {
    integrationId = await insertIntegration(api.db, { channel: 'Latest' });
    await insertRelease(api.db, integrationId);
    tenantId = await insertTenant(api.db, integrationId);
  });

  const there = PANDIUM_OPERATIONS.filter(({ path }) => !NOT_THERE.test(path));
  const addressOf = (path: string, id: string): string =>
    path.replaceAll(/\{\w+\}/g, id).replace('/build', '/build?mode=normal');

  it('has 21 operations', () => {
    expect(PANDIUM_OPERATIONS).to.have.length(21);
    expect(there).to.have.length(17);
  });

  for (const { method, path } of there) {
    it(`holds where no key or a wrong one is sent: ${method} ${path} answers 403 with detail`, async () => {
      for (const key of [null, 'hw_wrong']) {
        const answer = await api.call(method, addressOf(path, '1'), { key });
        expect(answer.status, answer.text).to.equal(403);
        expect(answer.body).to.deep.include({ code: 'unauthenticated', status: 403 });
        expect(answer.body.detail).to.be.a('string');
      }
    });

    if (path.includes('{')) {
      it(`holds where an id is none: ${method} ${path} answers 422 with FastAPI’s list`, async () => {
        const answer = await api.call(method, addressOf(path, 'abc'), method === 'PATCH' ? { body: {} } : {});
        expect(answer.status, answer.text).to.equal(422);
        expect(answer.body.detail[0].loc[0]).to.equal('path');
        expect(answer.body.message).to.be.a('string');
      });

      it(`holds where nothing has the id: ${method} ${path} answers 404 with message`, async () => {
        const answer = await api.call(method, addressOf(path, '999999'), method === 'PATCH' ? { body: {} } : {});
        expect(answer.status, answer.text).to.equal(404);
        expect(answer.body.message).to.be.a('string');
      });
    }
  }

  it('is what the suite holds answers to: one that breaks it is found', () => {
    const found = checkPandiumAnswer({
      ...{ method: 'GET', path: '/v2/tenants/1/runs?limit=1', status: 200 },
      body: [{ id: 1, mode: 'normal', triggers: [{ id: '5', created_date: 'today', mode: 'init', source: 'api' }] }],
    });
    expect(found).to.include('answer/0/triggers/0/id must be integer').and.to.include('created_date must match format');
    expect(checkPandiumAnswer({ method: 'GET', path: '/v2/tenants', status: 201, body: [] })).to.include('status 201');
    expect(checkPandiumAnswer({ method: 'GET', path: '/v2/runs', status: 200, body: 'ours' })).to.equal(null);
  });

  it('names where in a body or query something is wrong', async () => {
    const body = { name: 'Acme', configs: [] };
    const { detail } = (await api.call('POST', '/v2/tenants', { body })).body;
    expect(detail).to.deep.include({ loc: ['body', 'integration_id'], msg: 'is required', type: 'missing' });
    expect(detail.map((issue: { loc: unknown }) => issue.loc)).to.deep.include.members([
      ['body', 'name'],
      ['body', 'configs'],
    ]);
    const limited = await api.call('GET', `/v2/tenants/${tenantId}/runs?limit=many`);
    expect(limited.body.detail[0]).to.deep.include({ loc: ['query', 'limit'], msg: 'must be integer' });
    const path = await api.call('GET', '/v2/tenants/0/metadata');
    expect(path.body.detail[0].loc).to.deep.equal(['path', 'tenant_id']);
  });

  it('reads booleans as FastAPI does, and its own defaults as nothing said', async () => {
    const archived = await insertTenant(api.db, integrationId);
    expect((await api.call('DELETE', `/v2/tenants/${archived}`)).status).to.equal(200);
    const listed = async (query: string): Promise<number[]> => {
      const answer = await api.call('GET', `/v2/tenants?${query}`);
      expect(answer.status, answer.text).to.equal(200);
      return answer.body.map(({ id }: { id: number }) => id);
    };
    for (const word of ['True', '1', 'on', 'YES', 't']) expect(await listed(`archived=${word}`)).to.include(archived);
    for (const word of ['False', '0', 'off', 'no']) expect(await listed(`archived=${word}`)).not.to.include(archived);
    expect((await api.call('GET', '/v2/tenants?archived=perhaps')).status).to.equal(422);
    const defaults = 'sort_by=&limit=100&skip=0&integration_id=0&user_name=&archived=false';
    expect(await listed(defaults)).to.include(tenantId);
  });

  it('has null bodies where nothing is sent', async () => {
    const sync = await api.call('POST', `/v2/tenants/${tenantId}/sync?mode=normal`, { rawBody: ' null ' });
    expect(sync.status, sync.text).to.equal(202);
    const [run] = (await api.call('GET', `/v2/tenants/${tenantId}/runs`)).body;
    expect(run.triggers[0]).to.deep.include({ id: Number(sync.body.trigger_id), payload: null });
    expect((await api.call('POST', '/v2/tenants', { rawBody: 'null' })).body.message).to.equal('The body is missing.');
  });

  it('is found under a base URL with a slash at its end, and syncs at /run too', async () => {
    expect((await api.call('GET', `//v2/integrations/${integrationId}`)).body.id).to.equal(integrationId);
    const run = await api.call('POST', `//v2/tenants/${tenantId}/run?mode=init`);
    expect(run.status, run.text).to.equal(202);
    expect(run.body.trigger_id).to.match(/^\d+$/);
  });

  it('gives releases newest first, all of them, each with a config_version', async () => {
    const integration = await insertIntegration(api.db, { channel: 'Latest' });
    for (let number = 1; number <= 120; number += 1) await insertRelease(api.db, integration);
    const build = await api.call('POST', '/v2/sourcecontrol/build?mode=init', {
      body: { tag: 'v9', integration_id: integration, branch: null },
    });
    expect(build.status, build.text).to.equal(201);
    const { body, headers } = await api.call('GET', `/v2/integrations/${integration}/releases`);
    expect(body).to.have.length(121);
    expect(body[0]).to.deep.include({ id: build.body.id, state: 'queued', config_version: '' });
    expect(headers.get('link')).to.equal(null);
    const limited = await api.call('GET', `/v2/integrations/${integration}/releases?limit=2`);
    expect(limited.body).to.have.length(2);
    expect(limited.headers.get('link')).to.include('limit=2');
  });

  const SORTS = {
    '/v2/integrations': [
      'id created_date modified_date name long_name repository_path repository_tracking_branch repository_url type',
      'default_release_id default_release_channel',
    ],
    '/v2/tenants': [
      'id name archived integration_id created_date modified_date paused user_schedule schedule source',
      'integration_release_id integration_release_channel',
    ],
    '/v2/tenants/{id}/runs': ['id mode started_date completed_date tenant_id integration_id'],
    '/v2/integrations/{id}/releases': [
      'id name repository_tracking_branch run_command tag config_version created_date modified_date',
    ],
  };
  for (const [path, fields] of Object.entries(SORTS)) {
    it(`sorts ${path} by every single value that it shows, page by page without losing one`, async () => {
      for (let count = 0; count < 3; count += 1) await insertTenant(api.db, integrationId, { name: uniqueName('s') });
      const address = path.replace('{id}', String(path.includes('tenants') ? tenantId : integrationId));
      const all = (await api.call('GET', `${address}?limit=500`)).body.length;
      for (const field of fields.join(' ').split(' ')) {
        for (const direction of ['ASC', 'DESC']) {
          const seen = new Set<number>();
          let next: string | undefined = `${address}?limit=2&sort_by=${field}__${direction}`;
          while (next !== undefined) {
            const answer = await api.call('GET', next);
            expect(answer.status, `${next}: ${answer.text}`).to.equal(200);
            for (const { id } of answer.body) seen.add(id);
            next = /^<https:\/\/hub\.example\.com\/base(.+)>/.exec(answer.headers.get('link') ?? '')?.[1];
          }
          expect(seen.size, `${field} ${direction}`).to.equal(all);
        }
      }
    });
  }

  it('says of each connector whether it is global, in Pandium’s spelling', async () => {
    const [connector] = await api.db.query<{ id: number }>(
      `insert into connectors (name, long_name, kind) values ($1, 'Shop', 'api_key') returning id`,
      [uniqueName('shop')],
    );
    await api.db.query(
      `insert into integration_connectors (integration_id, connector_id, is_global) values ($1, $2, true)`,
      [integrationId, connector?.id],
    );
    const { connectors } = (await api.call('GET', `/v2/integrations/${integrationId}`)).body;
    expect(connectors[0]).to.deep.include({ isGlobal: true, is_global: true });
  });

  it('knows two channels: a tenant on a named one shows it beside', async () => {
    await api.db.query(`update tenants set release_channel = 'beta' where id = $1`, [tenantId]);
    const { body } = await api.call('GET', `/v2/tenants/${tenantId}`);
    expect(body).to.deep.include({ integration_release_channel: null, release_channel: 'beta', following: 'dynamic' });
  });
});
