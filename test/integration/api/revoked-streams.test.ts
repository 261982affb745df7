import { expect } from 'chai';
import { useApi } from '../../support/api.ts';
import { insertIntegration, insertRelease, insertTenant } from '../../support/hub-objects.ts';

describe('a stream of events', function revokedStreams() {
  this.timeout(60_000);
  const api = useApi();

  it('ends within seconds of the revocation of its key, and those of other keys go on', async () => {
    const integrationId = await insertIntegration(api.db, { channel: 'Latest' });
    await insertRelease(api.db, integrationId);
    const tenantId = await insertTenant(api.db, integrationId, {});
    const synced = await api.call('POST', `/v2/tenants/${tenantId}/sync`);
    expect(synced.status, synced.text).to.be.oneOf([200, 201, 202]);
    const [run] = (await api.call('GET', `/v2/runs?tenant_id=${tenantId}`)).body as { id: number }[];
    const follow = async (key: string) => {
      const response = await fetch(`${api.url}/v2/runs/${run?.id}/events`, { headers: { 'X-API-KEY': key } });
      expect(response.status).to.equal(200);
      const ended = response.text().then(
        () => 'ended',
        () => 'ended',
      );
      return { ended };
    };
    const key = await api.makeKey('viewer');
    const revoked = await follow(key);
    const other = await follow(await api.makeKey('viewer'));
    await api.db.query(`update api_keys set revoked_at = now() where id = (select max(id) - 1 from api_keys)`);
    expect((await api.call('GET', '/v2/runs', { key })).status).to.be.oneOf([401, 403]);
    const startedAtMs = performance.now();
    expect(await Promise.race([revoked.ended, other.ended.then(() => 'the other one ended')])).to.equal('ended');
    expect(performance.now() - startedAtMs).to.be.below(15_000);
  });
});
