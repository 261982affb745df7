import { expect } from 'chai';
import { type ApiResponse, useApi } from '../../support/api.ts';
import { insertIntegration, insertRelease, uniqueName } from '../../support/hub-objects.ts';

describe('entity tags', () => {
  const api = useApi();
  let integrationId = 0;
  before(async () => {
    integrationId = await insertIntegration(api.db, { channel: 'Latest' });
    await insertRelease(api.db, integrationId);
  });

  const create = (headers: Record<string, string> = {}): Promise<ApiResponse> =>
    api.call('POST', '/v2/tenants', { body: { name: uniqueName('t'), integration_id: integrationId }, headers });
  const tagOf = (answer: ApiResponse): string => answer.headers.get('etag') ?? '';

  it('answer 304 as long as nothing that is shown changed, also what nobody edits', async () => {
    const path = `/v2/tenants/${(await create()).body.id}`;
    const read = await api.call('GET', path);
    const again = (): Promise<ApiResponse> => api.call('GET', path, { headers: { 'if-none-match': tagOf(read) } });
    expect((await again()).status).to.equal(304);
    expect((await api.call('POST', `${path}/sync`)).status).to.equal(202);
    const changed = await again();
    expect(changed.status, 'a run is under way').to.equal(200);
    expect(changed.body.status.current_run).to.be.an('object');
    const edit = await api.call('PATCH', path, {
      body: { name: uniqueName('t') },
      headers: { 'if-match': tagOf(read) },
    });
    expect(edit.status, 'nobody edited it').to.equal(200);
  });

  for (const [what, change] of [
    ['weak', (tag: string) => `W/${tag}`],
    ['with a suffix', (tag: string) => tag.replace(/"$/, '-gzip"')],
    ['weak and with a suffix', (tag: string) => `W/${tag.replace(/"$/, ';br"')}`],
    ['one of several', (tag: string) => `"1", ${tag}`],
    ['without what was shown', (tag: string) => tag.replace(/\.[^"]*"$/, '"')],
  ] as const) {
    it(`guard an edit also where a proxy in between made them ${what}`, async () => {
      const made = await create();
      const patch = (tag: string): Promise<ApiResponse> =>
        api.call('PATCH', `/v2/tenants/${made.body.id}`, {
          ...{ body: { name: uniqueName('t') }, headers: { 'if-match': tag } },
        });
      expect((await patch(change(tagOf(made)))).status).to.equal(200);
      expect((await patch(change(tagOf(made)))).status, 'it is an older version now').to.equal(412);
    });
  }

  it('are refused where they are none of ours', async () => {
    const { body } = await create();
    for (const tag of ['nonsense', '"abc"', '"12abc"', '']) {
      const answer = await api.call('PATCH', `/v2/tenants/${body.id}`, { body: {}, headers: { 'if-match': tag } });
      expect([answer.status, answer.body.code], tag).to.deep.equal([412, 'precondition_failed']);
    }
  });

  it('come back with a replayed answer', async () => {
    const body = { name: uniqueName('t'), integration_id: integrationId };
    const headers = { 'idempotency-key': uniqueName('key') };
    const first = await api.call('POST', '/v2/tenants', { body, headers });
    const second = await api.call('POST', '/v2/tenants', { body, headers });
    expect(second.headers.get('idempotency-replayed')).to.equal('true');
    expect(second.body).to.deep.equal(first.body);
    expect(tagOf(second))
      .to.equal(tagOf(first))
      .and.to.match(/^"\d+\.[\w-]{16}"$/);
  });
});
