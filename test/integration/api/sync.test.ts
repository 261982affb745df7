import { expect } from 'chai';
import { useApi } from '../../support/api.ts';
import { insertIntegration, insertRelease, insertTenant } from '../../support/hub-objects.ts';

describe('sync', () => {
  const api = useApi();

  async function readyTenant(endUserId?: string): Promise<{ id: number; integrationId: number }> {
    const integrationId = await insertIntegration(api.db, { channel: 'Latest' });
    await insertRelease(api.db, integrationId);
    const id = await insertTenant(api.db, integrationId, endUserId === undefined ? {} : { endUserId });
    return { id, integrationId };
  }

  const triggersOf = async (tenantId: number) =>
    api.db.query<{ id: number; run_id: number; body: Buffer | null; mode: string; source: string }>(
      `select id, run_id, body, mode, source from triggers where tenant_id = $1 order by id`,
      [tenantId],
    );

  it('accepts a trigger with 202 and its id as digits, pending from that moment on', async () => {
    const tenant = await readyTenant();
    const answer = await api.call('POST', `/v2/tenants/${tenant.id}/sync?mode=init`);
    expect(answer.status, answer.text).to.equal(202);
    expect(answer.body).to.deep.equal({ trigger_id: String((await triggersOf(tenant.id))[0]?.id) });
    const status = await api.call('GET', `/v2/runs/triggers/${answer.body.trigger_id}/status`);
    expect(status.body).to.deep.include({ status: 'Pending' });
  });

  it('keeps the body byte for byte as the payload of the trigger', async () => {
    const tenant = await readyTenant();
    const rawBody = '{ "a" : "\\u0000", "__x__": [1, 2.50] }';
    const answer = await api.call('POST', `/v2/tenants/${tenant.id}/sync`, { rawBody });
    expect(answer.status, answer.text).to.equal(202);
    expect((await triggersOf(tenant.id))[0]?.body?.toString()).to.equal(rawBody);
    const runs = await api.call('GET', `/v2/tenants/${tenant.id}/runs`);
    expect(runs.body[0].triggers[0].payload).to.deep.equal({ a: '\u0000', __x__: [1, 2.5] });
  });

  it('starts the run once it is committed, where it was admitted at once', async () => {
    const tenant = await readyTenant();
    await api.db.query(`update runs set phase = 'cancelled', finished_at = now() where phase = 'queued'`);
    await api.db.query(
      `insert into workers (id, hostname, pid, run_slots, build_slots, platform, toolchains)
       values ('sync-test', 'h', 1, 100, 1, '{}', '[]')`,
    );
    await api.call('POST', `/v2/tenants/${tenant.id}/sync`);
    await api.db.query(`delete from workers where id = 'sync-test'`);
    const [trigger] = await triggersOf(tenant.id);
    expect(api.startedRuns).to.include(trigger?.run_id);
  });

  it('refuses a payload over 1 MiB with 413 and takes one just below', async () => {
    const tenant = await readyTenant();
    const sized = (size: number) => `{"a":"${'x'.repeat(size - 8)}"}`;
    const big = await api.call('POST', `/v2/tenants/${tenant.id}/sync`, { rawBody: sized(1024 * 1024 + 1) });
    expect([big.status, big.body.code]).to.deep.equal([413, 'payload_too_large']);
    const fitting = await api.call('POST', `/v2/tenants/${tenant.id}/sync`, { rawBody: sized(1024 * 1024) });
    expect(fitting.status).to.equal(202);
  });

  it('answers the same trigger for the same Idempotency-Key and body, 409 for another body', async () => {
    const tenant = await readyTenant();
    const path = `/v2/tenants/${tenant.id}/sync`;
    const headers = { 'idempotency-key': 'once' };
    const first = await api.call('POST', path, { headers, body: { a: 1 } });
    const second = await api.call('POST', path, { headers, body: { a: 1 } });
    expect([second.status, second.body]).to.deep.equal([202, first.body]);
    expect(second.headers.get('idempotency-replayed')).to.equal('true');
    const other = await api.call('POST', path, { headers, body: { a: 2 } });
    expect([other.status, other.body.code]).to.deep.equal([409, 'idempotency_key_reused']);
    const elsewhere = await api.call('POST', `${path}?mode=init`, { headers, body: { a: 1 } });
    expect(elsewhere.status).to.equal(409);
    expect(await triggersOf(tenant.id)).to.have.length(1);
  });

  it('makes one trigger of twenty concurrent twins', async () => {
    const tenant = await readyTenant();
    const headers = { 'idempotency-key': 'twins' };
    const twins = Array.from({ length: 20 }, () => {
      return api.call('POST', `/v2/tenants/${tenant.id}/sync`, { headers, body: {} });
    });
    const answers = await Promise.all(twins);
    expect(new Set(answers.map((answer) => answer.body.trigger_id)).size).to.equal(1);
    expect(await triggersOf(tenant.id)).to.have.length(1);
  });

  it('keeps the Idempotency-Keys of two actors apart', async () => {
    const tenant = await readyTenant();
    const headers = { 'idempotency-key': 'mine' };
    const path = `/v2/tenants/${tenant.id}/sync`;
    await api.call('POST', path, { headers });
    const other = await api.call('POST', path, { headers, key: await api.makeKey('admin') });
    expect(other.headers.get('idempotency-replayed')).to.equal(null);
    expect(await triggersOf(tenant.id)).to.have.length(2);
  });

  it('does not keep the key of a request that was refused', async () => {
    const integrationId = await insertIntegration(api.db, { channel: 'Latest' });
    const id = await insertTenant(api.db, integrationId);
    const headers = { 'idempotency-key': 'early' };
    expect((await api.call('POST', `/v2/tenants/${id}/sync`, { headers })).status).to.equal(409);
    await insertRelease(api.db, integrationId);
    expect((await api.call('POST', `/v2/tenants/${id}/sync`, { headers })).status).to.equal(202);
  });

  it('finds the tenant by integration and end user, and lists several with 409', async () => {
    const { id, integrationId } = await readyTenant('jane');
    const path = `/v2/integrations/${integrationId}/sync`;
    expect((await api.call('POST', `${path}?user_name=jane&mode=normal`)).status).to.equal(202);
    expect((await api.call('POST', `${path}?user_name=nobody`)).status).to.equal(404);
    const second = await insertTenant(api.db, integrationId, { endUserId: 'jane' });
    const several = await api.call('POST', `${path}?user_name=jane`);
    expect([several.status, several.body.code]).to.deep.equal([409, 'several_tenants']);
    const pointers = several.body.errors.map((error: { pointer: string }) => error.pointer);
    expect(pointers).to.deep.equal([`/tenants/${id}`, `/tenants/${second}`]);
  });

  it('does one build for one Idempotency-Key', async () => {
    const id = await insertIntegration(api.db);
    const ask = () =>
      api.call('POST', '/v2/sourcecontrol/build', {
        headers: { 'idempotency-key': 'build' },
        body: { integration_id: id, tag: 'x' },
      });
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).to.equal(1);
    expect((await api.call('GET', `/v2/integrations/${id}/releases`)).body).to.have.length(1);
  });
});
