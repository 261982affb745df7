import { expect } from 'chai';
import { useApi } from '../../support/api.ts';
import { insertIntegration, uniqueName } from '../../support/hub-objects.ts';

describe('what an integration may ask of its runs', () => {
  const api = useApi();
  const path = (id: number) => `/v2/integrations/${id}`;

  it('is told with what it sets itself and with what its runs get', async () => {
    const limits = { memory_mib: 64, output_mb: 5 };
    const body = { name: uniqueName('limits'), limits, retry_policy: { timeout_attempts: 2 } };
    const made = await api.call('POST', '/v2/integrations', { body });
    expect(made.status, made.text).to.equal(201);
    expect(made.body.limits).to.deep.equal(limits);
    const all = { time_s: 600, memory_mib: 64, cpus: 1, processes: 256, disk_mib: 512, output_mb: 5 };
    expect(made.body.effective_limits).to.deep.equal(all);
    const attempts = { platform_attempts: 3, integration_attempts: 1, timeout_attempts: 2 };
    expect(made.body.retry_policy).to.deep.equal({ ...attempts, oom_attempts: 1, refresh_attempts: 1 });
  });

  it("is refused over the hub's maxima, with a pointer to each limit, and changes nothing", async () => {
    const id = await insertIntegration(api.db);
    const refused = await api.call('PATCH', path(id), { body: { limits: { time_s: 601, disk_mib: 513, cpus: 1 } } });
    expect(refused.status).to.equal(422);
    const pointers = refused.body.errors.map((error: { pointer: string }) => error.pointer);
    expect(pointers).to.deep.equal(['/limits/time_s', '/limits/disk_mib']);
    expect((await api.call('GET', path(id))).body.limits).to.deep.equal({});
    const policy = await api.call('PATCH', path(id), { body: { retry_policy: { oom_attempts: 11 } } });
    expect([policy.status, policy.body.errors[0].pointer]).to.deep.equal([422, '/retry_policy/oom_attempts']);
  });

  it('has a cap that the hub sets, and its partner can neither set nor lift', async () => {
    const partnerId = await api.makePartner();
    const key = await api.makeKey('partner', partnerId);
    const id = await insertIntegration(api.db, { partnerId });
    expect((await api.call('PATCH', path(id), { body: { run_cap: 3 } })).body.run_cap).to.equal(3);
    for (const runCap of [5, null]) {
      const refused = await api.call('PATCH', path(id), { key, body: { run_cap: runCap } });
      expect([refused.status, refused.body.code]).to.deep.equal([403, 'forbidden']);
    }
    const same = await api.call('PATCH', path(id), { key, body: { run_cap: 3, long_name: 'Mine' } });
    expect([same.status, same.body.run_cap]).to.deep.equal([200, 3]);
    expect((await api.call('PATCH', path(id), { body: { run_cap: 0 } })).status).to.equal(422);
    expect((await api.call('PATCH', path(id), { body: { run_cap: null } })).body.run_cap).to.equal(null);
  });

  it('stands beside a cap of its partner, which the partner sees', async () => {
    const partnerId = await api.makePartner();
    const key = await api.makeKey('partner', partnerId);
    const capped = await api.call('PATCH', `/v2/partners/${partnerId}`, { body: { run_cap: 7 } });
    expect(capped.status, capped.text).to.equal(200);
    expect((await api.call('GET', `/v2/partners/${partnerId}`, { key })).body).to.include({
      id: partnerId,
      run_cap: 7,
    });
    const [told] = await api.db.query(`select before, after from activity where action = 'partner.updated'`);
    expect(told).to.deep.equal({ before: { runCap: null }, after: { runCap: 7 } });
  });
});
