import { expect } from 'chai';
import { useApi } from '../../support/api.ts';
import { insertIntegration, insertTenant } from '../../support/hub-objects.ts';

const MIB = 1024 * 1024;

describe('lists of large rows', function largeLists() {
  this.timeout(60_000);
  const api = useApi();
  let integrationId = 0;

  before(async () => {
    integrationId = await insertIntegration(api.db, { channel: 'Latest' });
    await api.db.query(
      `insert into tenants (integration_id, name, source, release_channel, configs)
       select $1, 'large-' || n, 'api', 'Latest', jsonb_build_object('text', repeat('x', 900000)) from generate_series(1, 60) n`,
      [integrationId],
    );
  });

  it('end a page early, and the link goes on behind it until all were shown once', async () => {
    const seen: number[] = [];
    let path = `/v2/tenants?integration_id=${integrationId}&limit=500`;
    for (let pages = 1; path !== ''; pages += 1) {
      expect(pages).to.be.below(20);
      const page = await api.call('GET', path);
      expect(page.status, page.text.slice(0, 200)).to.equal(200);
      expect(page.text.length).to.be.below(10 * MIB);
      seen.push(...(page.body as { id: number }[]).map(({ id }) => id));
      const next = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
      path = next === undefined ? '' : next.slice(next.indexOf('/v2/'));
    }
    expect(seen).to.have.length(60);
    expect(new Set(seen).size).to.equal(60);
  });

  it('are as they were where the rows are small', async () => {
    const small = await insertIntegration(api.db, { channel: 'Latest' });
    for (let count = 0; count < 70; count += 1) await insertTenant(api.db, small, {});
    const page = await api.call('GET', `/v2/tenants?integration_id=${small}&limit=69`);
    expect([page.body.length, page.headers.get('link')?.includes('next')]).to.deep.equal([69, true]);
    const all = await api.call('GET', `/v2/tenants?integration_id=${small}&limit=70`);
    expect([all.body.length, all.headers.get('link')?.includes('next') ?? false]).to.deep.equal([70, false]);
  });

  it('get no more configs than a run could be given', async () => {
    const tenant = await insertTenant(api.db, integrationId, {});
    const fields = Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`c${at}`, 'x'.repeat(100_000)]));
    const refused = await api.call('PATCH', `/v2/tenants/${tenant}`, { body: { configs: fields } });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.match(/The configs have \d+ bytes together; 524288 are allowed/);
  });
});
