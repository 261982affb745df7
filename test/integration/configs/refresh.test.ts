import { expect } from 'chai';
import { cancelUnleasedRuns } from '../../../src/app/runs/reap-runs.ts';
import { useApi } from '../../support/api.ts';
import { makeRunFixture, registerTestWorker } from '../../support/run-fixture.ts';
import { strictItems } from '../../support/strict-items.ts';
import { twoSelectors } from '../../support/two-selectors.ts';

describe('refreshing configs', () => {
  const api = useApi();

  const makeTenant = async (): Promise<number> =>
    (await makeRunFixture(api.db, { manifest: twoSelectors() })).tenantIds[0] as number;
  const refresh = (tenantId: number, headers: Record<string, string> = {}) =>
    api.call('POST', `/v2/tenants/${tenantId}/configs/refresh`, { headers });
  const currentOf = async (tenantId: number) =>
    (await api.call('GET', `/v2/tenants/${tenantId}/configs`)).body.refresh.current;

  it('is an init sync that waits until it can run, and says for what', async () => {
    const tenantId = await makeTenant();
    const answer = await refresh(tenantId);
    expect(answer.status, answer.text).to.equal(202);
    const run = (await api.call('GET', `/v2/runs/${answer.body.run_id}`)).body;
    expect(run).to.deep.include({ mode: 'init', phase: 'queued', tenant_id: tenantId });
    expect(run.triggers[0].id).to.equal(Number(answer.body.trigger_id));
    expect(answer.body.joined).to.equal(false);
    expect(await currentOf(tenantId)).to.deep.include({
      ...{ run_id: run.id, phase: 'queued', waiting_for: 'no worker', started_date: null },
    });
    const again = await refresh(tenantId);
    expect(again.body, 'one that waits is joined by a trigger of its own').to.deep.include({
      run_id: run.id,
      joined: true,
    });
    expect(again.body.trigger_id).not.to.equal(answer.body.trigger_id);
  });

  it('is done once for an Idempotency-Key', async () => {
    const tenantId = await makeTenant();
    const headers = { 'idempotency-key': `refresh-${tenantId}` };
    const first = await refresh(tenantId, headers);
    const second = await refresh(tenantId, headers);
    expect(second.body).to.deep.equal(first.body);
    expect(second.headers.get('idempotency-replayed')).to.equal('true');
  });

  it('joins the one that runs on the release that counts now, and no other', async () => {
    await api.db.query(`update runs set phase = 'cancelled', finished_at = now() where phase = 'queued'`);
    await registerTestWorker(api.db, 100);
    const tenantId = await makeTenant();
    const first = await refresh(tenantId);
    expect(api.startedRuns).to.include(first.body.run_id);
    expect(await currentOf(tenantId)).to.deep.include({ run_id: first.body.run_id, phase: 'running' });
    const twins = await Promise.all([refresh(tenantId), refresh(tenantId)]);
    for (const twin of twins) expect(twin.body).to.deep.equal({ ...first.body, joined: true });

    await api.db.query(`update runs set release_id = $2 where id = $1`, [
      first.body.run_id,
      (await makeRunFixture(api.db)).releaseId,
    ]);
    const afterMove = await refresh(tenantId);
    expect(afterMove.body.run_id).not.to.equal(first.body.run_id);
    expect(afterMove.body.joined).to.equal(false);
    expect(await currentOf(tenantId), 'the running one is shown first').to.include({ run_id: first.body.run_id });
    await api.db.query(`delete from workers`);
  });

  it('does not join one that is being cancelled', async () => {
    await registerTestWorker(api.db, 100);
    const tenantId = await makeTenant();
    const first = await refresh(tenantId);
    await api.db.query(
      `update runs set phase = 'running', admitted_at = now(), release_id = (select next_release_id(t) from
      tenants t where t.id = tenant_id), cancel_requested_at = now() where id = $1`,
      [first.body.run_id],
    );
    expect((await refresh(tenantId)).body.run_id).not.to.equal(first.body.run_id);
    await api.db.query(`delete from workers`);
  });

  it('says that it was cancelled, and goes on saying so when the run is removed', async () => {
    await registerTestWorker(api.db, 100);
    const tenantId = await makeTenant();
    const { run_id: runId } = (await refresh(tenantId)).body;
    await api.db.query(`delete from workers`);
    expect((await api.call('POST', `/v2/runs/${runId}/cancel`)).status).to.equal(202);
    await cancelUnleasedRuns(api.db, strictItems());
    await api.db.query(`delete from triggers where run_id = $1`, [runId]);
    await api.db.query(`delete from runs where id = $1`, [runId]);
    const form = (await api.call('GET', `/v2/tenants/${tenantId}/configs`)).body;
    expect(form.refresh.current).to.equal(null);
    expect(form.refresh.last).to.deep.include({
      ...{ run_id: runId, phase: 'cancelled' },
      error: { class: 'cancelled', message: 'The init sync was cancelled.' },
    });
  });

  it('is refused for an archived tenant', async () => {
    const tenantId = await makeTenant();
    await api.call('DELETE', `/v2/tenants/${tenantId}`);
    expect((await refresh(tenantId)).body.code).to.equal('archived');
  });
});
