import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { useApi } from '../../support/api.ts';
import { describeApi } from '../../support/describe-api.ts';
import { insertIntegration, insertTenant, uniqueName } from '../../support/hub-objects.ts';

describe('conventions of the API', () => {
  const api = useApi();

  const expectProblem = (answer: Awaited<ReturnType<typeof api.call>>, status: number, code: string): void => {
    expect([answer.status, answer.body?.code], answer.text).to.deep.equal([status, code]);
    expect(answer.headers.get('content-type')).to.match(/^application\/problem\+json/);
    expect(answer.body).to.have.all.keys('type', 'title', 'status', 'detail', 'message', 'instance', 'code', 'errors');
    // Pandium's operations answer 422 with a list, its sentence stands in `message`.
    if (typeof answer.body.detail === 'string') expect(answer.body.message).to.equal(answer.body.detail);
    else expect(answer.body.message).to.include(answer.body.detail[0].msg);
    expect(answer.text).not.to.match(/\bat .*\.(ts|js):|select |insert into|relation "/i);
  };

  describe('bad input', () => {
    type Case = [string, string, string, Parameters<typeof api.call>[2], number, string];
    const cases: readonly Case[] = [
      ['broken JSON', 'POST', '/v2/integrations', { rawBody: '{"a":' }, 422, 'invalid_json'],
      [
        'JSON that is not UTF-8',
        'POST',
        '/v2/integrations',
        { rawBody: Buffer.from([34, 255, 34]) },
        422,
        'invalid_json',
      ],
      ['no body', 'POST', '/v2/integrations', {}, 422, 'invalid_input'],
      ['an array as body', 'POST', '/v2/integrations', { body: [] }, 422, 'invalid_input'],
      ['null as body', 'POST', '/v2/tenants', { body: null }, 422, 'invalid_input'],
      ['an array as payload', 'POST', '/v2/tenants/1/sync', { body: [1] }, 422, 'invalid_input'],
      [
        'a body that is not JSON',
        'POST',
        '/v2/integrations',
        { rawBody: 'a=1', headers: { 'content-type': 'text/plain' } },
        415,
        'unsupported_media_type',
      ],
      [
        'an unknown content encoding',
        'POST',
        '/v2/integrations',
        { rawBody: '{}', headers: { 'content-encoding': 'nope' } },
        415,
        'unsupported_media_type',
      ],
      ['a number as name', 'POST', '/v2/integrations', { body: { name: 5 } }, 422, 'invalid_input'],
      [
        '__proto__ in configs',
        'POST',
        '/v2/tenants',
        { rawBody: '{"name":"a","integration_id":1,"configs":{"__proto__":{"x":1}}}' },
        422,
        'invalid_input',
      ],
      [
        '__proto__ at the top',
        'POST',
        '/v2/integrations',
        { rawBody: '{"__proto__":{"name":"x"}}' },
        422,
        'invalid_input',
      ],
      [
        'NUL inside configs',
        'POST',
        '/v2/tenants',
        { body: { name: 'a', integration_id: 1, configs: { a: ['\u0000'] } } },
        422,
        'invalid_input',
      ],
      [
        'NUL in a name inside metadata',
        'PATCH',
        '/v2/tenants/1/metadata',
        { body: { 'a\u0000': 1 } },
        422,
        'invalid_input',
      ],
      ['NUL in the query', 'GET', '/v2/tenants?user_name=%00', {}, 422, 'invalid_input'],
      [
        'JSON nested too deep',
        'PATCH',
        '/v2/tenants/1/metadata',
        { rawBody: `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}` },
        422,
        'invalid_input',
      ],
      [
        'huge configs',
        'POST',
        '/v2/tenants',
        { body: { name: 'a', integration_id: 1, configs: { a: 'x'.repeat(1_100_000) } } },
        413,
        'payload_too_large',
      ],
      [
        'a compressed body that grows huge',
        'POST',
        '/v2/tenants',
        { rawBody: gzipSync(`{"a":"${'x'.repeat(20_000_000)}"}`), headers: { 'content-encoding': 'gzip' } },
        413,
        'payload_too_large',
      ],
      ['an id of letters', 'GET', '/v2/tenants/abc', {}, 422, 'invalid_input'],
      ['a negative id', 'GET', '/v2/tenants/-1', {}, 422, 'invalid_input'],
      ['an id beyond bigint', 'GET', '/v2/tenants/99999999999999999999', {}, 422, 'invalid_input'],
      [
        'an id beyond bigint in the body',
        'POST',
        '/v2/tenants',
        { body: { name: 'a', integration_id: 1e30 } },
        422,
        'invalid_input',
      ],
      ['an unknown id', 'GET', '/v2/tenants/999999', {}, 404, 'not_found'],
      ['an unknown trigger', 'GET', '/v2/runs/triggers/999999/status', {}, 404, 'not_found'],
      ['a trigger id beyond bigint', 'GET', '/v2/runs/triggers/99999999999999999999/status', {}, 404, 'not_found'],
      ['a trigger id of letters', 'GET', '/v2/runs/triggers/abc/status', {}, 422, 'invalid_input'],
      ['a negative limit', 'GET', '/v2/tenants?limit=-1', {}, 422, 'invalid_input'],
      ['a limit over 500', 'GET', '/v2/tenants?limit=501', {}, 422, 'invalid_input'],
      ['a limit of words', 'GET', '/v2/tenants?limit=many', {}, 422, 'invalid_input'],
      ['a limit given twice', 'GET', '/v2/tenants?limit=1&limit=2', {}, 422, 'invalid_input'],
      ['a negative skip', 'GET', '/v2/integrations?skip=-1', {}, 422, 'invalid_input'],
      ['a skip beyond bigint', 'GET', '/v2/integrations?skip=99999999999999999999', {}, 422, 'invalid_input'],
      ['a sort field that does not exist', 'GET', '/v2/tenants?sort_by=configs__ASC', {}, 422, 'invalid_input'],
      ['a sort field of the prototype', 'GET', '/v2/tenants?sort_by=constructor__ASC', {}, 422, 'invalid_input'],
      ['a sort without direction', 'GET', '/v2/tenants?sort_by=name', {}, 422, 'invalid_input'],
      ['SQL as sort', 'GET', '/v2/tenants?sort_by=id;drop table tenants__ASC', {}, 422, 'invalid_input'],
      ['a made-up cursor', 'GET', '/v2/tenants?cursor=WyJpZCIsIkFTQyIsIjEiLDFd.x', {}, 422, 'invalid_input'],
      ['an unknown mode', 'POST', '/v2/tenants/1/sync?mode=fast', {}, 422, 'invalid_input'],
      ['an unknown query field of ours', 'GET', '/v2/runs?colour=red', {}, 422, 'invalid_input'],
      ['a path that is no UTF-8', 'GET', '/v2/tenants/%E0%A4%A', {}, 422, 'invalid_input'],
      ['a hexadecimal id', 'GET', '/v2/runs/0x1', {}, 422, 'invalid_input'],
      ['an id with an exponent', 'GET', '/v2/tenants/1e3', {}, 422, 'invalid_input'],
      ['an id with a fraction', 'GET', '/v2/releases/1.0', {}, 422, 'invalid_input'],
      ['an id after a space', 'GET', '/v2/runs/%201', {}, 422, 'invalid_input'],
      ['an id with a plus', 'GET', '/v2/runs?tenant_id=%2B1', {}, 422, 'invalid_input'],
      ['a hexadecimal limit', 'GET', '/v2/runs?limit=0x5', {}, 422, 'invalid_input'],
      ['a limit with an exponent', 'GET', '/v2/tenants?limit=1e1', {}, 422, 'invalid_input'],
      ['a limit in brackets', 'GET', '/v2/tenants?limit[]=5', {}, 422, 'invalid_input'],
      ['a filter in brackets', 'GET', '/v2/runs?tenant_id[0]=5', {}, 422, 'invalid_input'],
      ['a boolean of ours that is a number', 'GET', '/v2/runs?needs_attention=1', {}, 422, 'invalid_input'],
      ['an address in capitals', 'GET', '/v2/TENANTS', {}, 404, 'not_found'],
      ['an unknown address', 'GET', '/v2/nothing', {}, 404, 'not_found'],
      [
        'a method of bulk_pause that is one of tenants/{id}',
        'PATCH',
        '/v2/tenants/bulk_pause',
        { body: {} },
        405,
        'method_not_allowed',
      ],
      ...['-', '---', '-a', 'a-', 'A', 'a_b', 'a'.repeat(64)].map(
        (name): Case => [`the name ${name}`, 'POST', '/v2/integrations', { body: { name } }, 422, 'invalid_input'],
      ),
      ['a method that is not taken', 'DELETE', '/v2/integrations', {}, 405, 'method_not_allowed'],
    ];
    for (const [what, method, path, options, status, code] of cases) {
      it(`answers ${status} to ${what}`, async () => {
        expectProblem(await api.call(method, path, options), status, code);
      });
    }

    it('names the allowed sort fields', async () => {
      const answer = await api.call('GET', '/v2/tenants?sort_by=x__ASC');
      expect(answer.body.message).to.include('id, name, created_date, modified_date');
      expect(answer.body.errors[0].pointer).to.equal('/query/sort_by');
    });

    it('says the first reason in the sentence, whoever found it', async () => {
      const id = await insertIntegration(api.db);
      const answer = await api.call('PATCH', `/v2/integrations/${id}`, { body: { repository_url: 'ftp://a' } });
      expect(answer.status).to.equal(422);
      expect(answer.body.errors[0].pointer).to.equal('/repository_url');
      expect(answer.body.detail).to.include('/repository_url').and.to.include(answer.body.errors[0].message);
    });

    it('names the methods that an address takes', async () => {
      expect((await api.call('PUT', '/v2/integrations')).headers.get('allow')).to.equal('GET, POST');
    });

    it('ignores and lists unknown fields on the operations of Pandium', async () => {
      const id = await insertIntegration(api.db, { channel: 'Latest' });
      const body = { name: uniqueName('t'), integration_id: id, colour: 'red', 'a,\r\nb': 1, toString: 1 };
      const answer = await api.call('POST', '/v2/tenants?x=1', { body });
      expect(answer.status, answer.text).to.equal(200);
      expect(answer.headers.get('hubwright-ignored')).to.equal('query.x, body.colour, body.a???b, body.toString');
    });
  });

  describe('lists', () => {
    let integrationId = 0;
    const names = ['delta', 'alpha', 'charlie', 'bravo', 'echo'];
    before(async () => {
      integrationId = await insertIntegration(api.db, { channel: 'Latest' });
      for (const name of names) await insertTenant(api.db, integrationId, { name });
    });

    async function walk(query: string): Promise<string[]> {
      const found: string[] = [];
      let path: string | null = `/v2/tenants?integration_id=${integrationId}&${query}`;
      while (path) {
        const answer = await api.call('GET', path);
        found.push(...answer.body.map((tenant: { name: string }) => tenant.name));
        const next = /^<https:\/\/hub\.example\.com\/base(.+)>; rel="next"$/.exec(answer.headers.get('link') ?? '');
        path = next?.[1] ?? null;
      }
      return found;
    }

    it('come in the order asked for, page by page along the Link header', async () => {
      const sorted = [...names].sort();
      expect(await walk('limit=2')).to.deep.equal(names);
      expect(await walk('limit=2&sort_by=name__ASC')).to.deep.equal(sorted);
      expect(await walk('limit=1&sort_by=name__DESC')).to.deep.equal([...sorted].reverse());
      expect(await walk('limit=2&sort_by=created_date__DESC')).to.deep.equal([...names].reverse());
      expect(await walk('limit=2&sort_by=id__ASC&skip=1')).to.deep.equal(names.slice(1));
    });

    it('make links from the public URL whatever the Host header says', async () => {
      const answer = await api.call('GET', `/v2/tenants?integration_id=${integrationId}&limit=1`, {
        headers: { 'x-forwarded-host': 'evil.example.net' },
      });
      expect(answer.headers.get('link')).to.match(/^<https:\/\/hub\.example\.com\/base\/v2\/tenants\?/);
    });

    it('count only on request', async () => {
      const path = `/v2/tenants?integration_id=${integrationId}&limit=1`;
      expect((await api.call('GET', path)).headers.get('x-total-count')).to.equal(null);
      expect((await api.call('GET', `${path}&count=true`)).headers.get('x-total-count')).to.equal('5');
    });

    it('refuse the cursor of another order', async () => {
      const answer = await api.call('GET', `/v2/tenants?integration_id=${integrationId}&limit=1`);
      const cursor = /cursor=([^&>]+)/.exec(answer.headers.get('link') ?? '')?.[1];
      expectProblem(await api.call('GET', `/v2/tenants?sort_by=name__ASC&cursor=${cursor}`), 422, 'invalid_input');
    });
  });

  it('sends security headers, and nothing about what it is made of', async () => {
    const { headers } = await api.call('GET', '/v2/integrations');
    expect(headers.get('x-powered-by')).to.equal(null);
    expect(headers.get('x-content-type-options')).to.equal('nosniff');
    expect(headers.get('cache-control')).to.equal('no-store');
    expect(headers.get('x-request-id')).to.match(/^[0-9a-f-]{36}$/);
  });

  it('names the request of an error as the log does', async () => {
    const answer = await api.call('GET', '/v2/tenants/999999');
    const requestId = answer.headers.get('x-request-id');
    expect(answer.body.instance).to.equal(`urn:uuid:${requestId}`);
    expect(api.logged.some((line) => JSON.stringify(line).includes(`"${requestId}"`))).to.equal(true);
  });

  it('says of itself that it lives, and which part does not answer', async () => {
    expect((await api.call('GET', '/healthz', { key: null })).body).to.deep.equal({ status: 'ok' });
    await api.db.query(
      `insert into workers (id, hostname, pid, run_slots, build_slots, platform, toolchains)
       values ('ready-test', 'h', 1, 1, 1, '{}', '[]')`,
    );
    const ready = await api.call('GET', '/readyz', { key: null });
    expect([ready.status, ready.body.status]).to.deep.equal([200, 'ok']);
    api.temporal.isThere = false;
    const away = await api.call('GET', '/readyz', { key: null });
    api.temporal.isThere = true;
    expect(away.status).to.equal(503);
    expect(away.body).to.deep.equal({ status: 'unavailable', database: true, temporal: false, worker: true });
    await api.db.query(`update workers set heartbeat_at = now() - interval '1 minute'`);
    expect((await api.call('GET', '/readyz', { key: null })).body.worker).to.equal(false);
  });

  it('serves the committed OpenAPI document with its own public URL', async () => {
    const { body } = await api.call('GET', '/openapi.json', { key: null });
    expect({ ...body, servers: [{ url: '/' }] }).to.deep.equal(JSON.parse(describeApi()));
    expect(body.servers).to.deep.equal([{ url: 'https://hub.example.com/base' }]);
  });
});
