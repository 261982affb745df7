import { expect } from 'chai';
import { useApi } from '../../support/api.ts';
import { type CuttableProxy, startCuttableProxy } from '../../support/cuttable-proxy.ts';

describe('with PostgreSQL away', () => {
  let proxy: CuttableProxy;
  const api = useApi({
    through: async (databaseUrl) => {
      const url = new URL(databaseUrl);
      proxy = await startCuttableProxy(url.hostname, Number(url.port));
      url.port = String(proxy.port);
      url.hostname = '127.0.0.1';
      return url.href;
    },
  });
  after(() => proxy.cut());

  it('answers 503 with Retry-After, and works again once it is back', async () => {
    const key = api.ownerKey;
    await proxy.cut();
    const calls = [
      api.call('GET', '/v2/integrations', { key }),
      api.call('POST', '/v2/tenants/1/sync', { key }),
      api.call('DELETE', '/v2/tenants/1', { key }),
    ];
    for (const answer of await Promise.all(calls)) {
      expect([answer.status, answer.body.code], answer.text).to.deep.equal([503, 'database_unavailable']);
      expect(Number(answer.headers.get('retry-after'))).to.be.greaterThan(0);
    }
    const readiness = await api.call('GET', '/readyz');
    expect([readiness.status, readiness.body.database]).to.deep.equal([503, false]);
    expect((await api.call('GET', '/healthz')).status).to.equal(200);
    await proxy.mend();
    expect((await api.call('GET', '/v2/integrations', { key })).status).to.equal(200);
  });
});
