import { expect } from 'chai';
import { useApi } from '../../support/api.ts';
import { insertIntegration, insertRelease, insertTenant } from '../../support/hub-objects.ts';

describe('bulk changes', () => {
  const api = useApi();
  let integrationId = 0;
  let ids: number[] = [];
  beforeEach(async () => {
    integrationId = await insertIntegration(api.db, { channel: 'Latest' });
    await insertRelease(api.db, integrationId);
    ids = [];
    for (let count = 0; count < 3; count += 1) ids.push(await insertTenant(api.db, integrationId));
  });

  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    api.call('POST', `/v2/${path}`, { body, headers });
  const ofIntegration = () => ({ integration_id: integrationId });

  it('sync the tenants that were counted, once however often the same request comes', async () => {
    const counted = await post('tenants/bulk_sync', { filter: ofIntegration(), dry_run: true });
    expect(counted.body).to.deep.equal({ count: 3, changed: 0, refused_count: 0, refused: [] });
    expect((await post('tenants/bulk_sync', { filter: ofIntegration(), expected_count: 2 })).status).to.equal(409);
    expect((await post('tenants/bulk_sync', { filter: ofIntegration() })).status).to.equal(422);
    const body = { filter: ofIntegration(), expected_count: 3, mode: 'init' };
    const key = { 'idempotency-key': `bulk-${integrationId}` };
    const first = await post('tenants/bulk_sync', body, key);
    expect([first.status, first.body.changed], first.text).to.deep.equal([202, 3]);
    expect((await post('tenants/bulk_sync', body, key)).body).to.deep.equal(first.body);
    const runs = (await api.call('GET', `/v2/runs?integration_id=${integrationId}`)).body;
    expect(runs.map((run: { mode: string; trigger_count: number }) => [run.mode, run.trigger_count])).to.deep.equal([
      ...[
        ['init', 1],
        ['init', 1],
        ['init', 1],
      ],
    ]);
  });

  it('change the ones that can be changed, and say of the others why not', async () => {
    const bare = await insertIntegration(api.db, { channel: 'Latest' });
    const stuck = await insertTenant(api.db, bare);
    const filter = { ids: [...ids, stuck] };
    const { body } = await post('tenants/bulk_sync', { filter, expected_count: 4 });
    expect(body).to.deep.include({ count: 4, changed: 3, refused_count: 1 });
    expect(body.refused[0]).to.deep.include({ id: stuck, code: 'no_ready_release' });
  });

  it('name ids that nothing has, in a filter as in a move', async () => {
    for (const path of ['tenants/bulk_sync', 'tenants/bulk_pause', 'runs/bulk_cancel', 'runs/bulk_rerun']) {
      const answer = await post(path, { filter: { ids: [999_998, 999_999] }, dry_run: true });
      expect(answer.status, answer.text).to.equal(422);
      expect(answer.body.detail).to.include('999998, 999999');
    }
    const [release] = (await api.call('GET', `/v2/integrations/${integrationId}/releases`)).body;
    const other = await insertTenant(api.db, await insertIntegration(api.db));
    for (const path of ['rollouts', 'rollouts/preview']) {
      const body = { release_id: release.id, tenants: { ids: [...ids, other, 999_999] } };
      const answer = await post(`integrations/${integrationId}/${path}`, body);
      expect(answer.status, answer.text).to.equal(422);
      expect(answer.body.errors[0].pointer).to.equal('/tenants/ids');
      expect(answer.body.detail).to.include(`${other}, 999999`);
    }
  });

  it('cancel what is queued and rerun what has ended, and tell the owner’s activity log', async () => {
    const partnerId = await api.makePartner();
    await api.db.query(`update integrations set partner_id = $1 where id = $2`, [partnerId, integrationId]);
    await post('tenants/bulk_sync', { filter: ofIntegration(), expected_count: 3 });
    await api.db.query(`update runs set phase = 'queued', admitted_at = null where integration_id = $1`, [
      integrationId,
    ]);
    const cancelled = await post('runs/bulk_cancel', { filter: ofIntegration(), expected_count: 3 });
    expect(cancelled.body, cancelled.text).to.deep.include({ count: 3, changed: 3, refused_count: 0 });
    expect((await post('runs/bulk_cancel', { filter: ofIntegration(), dry_run: true })).body.count).to.equal(0);
    const whose = await api.db.query<{ partner_id: number; integration_id: number }>(
      `select distinct partner_id, integration_id from activity where action = 'run.cancel_requested' and partner_id = $1`,
      [partnerId],
    );
    expect(whose).to.deep.equal([{ partner_id: partnerId, integration_id: integrationId }]);
    const counted = await post('runs/bulk_rerun', {
      filter: { ...ofIntegration(), phase: 'cancelled' },
      dry_run: true,
    });
    expect(counted.body.count).to.equal(3);
    const body = {
      filter: ofIntegration(),
      expected_count: 3,
      release: 'current',
      configs: 'current',
      metadata: 'current',
    };
    const rerun = await post('runs/bulk_rerun', body);
    expect(rerun.body, rerun.text).to.deep.include({ count: 3, changed: 3 });
  });

  it('archive the tenants of a filter, of the caller’s own alone', async () => {
    const key = await api.makeKey('partner', await api.makePartner());
    const foreign = await api.call('POST', '/v2/tenants/bulk_archive', {
      ...{ key, body: { filter: ofIntegration(), dry_run: true } },
    });
    expect(foreign.body.count).to.equal(0);
    const archived = await post('tenants/bulk_archive', { filter: ofIntegration(), expected_count: 3 });
    expect(archived.body).to.deep.include({ count: 3, changed: 3 });
    expect((await api.call('GET', `/v2/tenants?integration_id=${integrationId}`)).body).to.deep.equal([]);
  });
});
