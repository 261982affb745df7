import { expect } from 'chai';
import { useApi } from '../../support/api.ts';
import { insertIntegration, insertRelease, insertTenant, uniqueName } from '../../support/hub-objects.ts';

describe('lists, counts and search over the hub', () => {
  const api = useApi();
  let partnerId = 0;
  let partnerKey = '';
  let own = 0;
  let foreign = 0;
  let ownTenant = 0;
  let foreignTenant = 0;
  let ownRelease = 0;
  const names = { own: uniqueName('north'), foreign: uniqueName('south') };

  before(async () => {
    partnerId = await api.makePartner();
    partnerKey = await api.makeKey('partner', partnerId);
    own = await insertIntegration(api.db, { partnerId, channel: 'Latest' });
    foreign = await insertIntegration(api.db, { channel: 'Latest', state: 'draft' });
    ownRelease = await insertRelease(api.db, own);
    await insertRelease(api.db, foreign, { state: 'failed' });
    ownTenant = await insertTenant(api.db, own, { name: names.own });
    foreignTenant = await insertTenant(api.db, foreign, { name: names.foreign });
  });

  const get = async (path: string, key?: string) => {
    const answer = await api.call('GET', path, key === undefined ? {} : { key });
    expect(answer.status, answer.text).to.equal(200);
    return answer.body;
  };
  const idsOf = (items: readonly { readonly id: number }[]): number[] => items.map(({ id }) => id);

  it('name in each entry what it belongs to, so that no page asks for each row', async () => {
    await api.call('POST', `/v2/tenants/${ownTenant}/sync`);
    const tenant = await get(`/v2/tenants/${ownTenant}`);
    const whose = { integration_name: 'An integration', partner_id: partnerId, next_release_number: 1 };
    expect(tenant).to.deep.include({ ...whose, held_reason: null });
    expect(tenant.partner_name).to.match(/^Partner /);
    const [run] = await get(`/v2/runs?tenant_id=${ownTenant}`);
    expect(run).to.deep.include({ tenant_name: names.own, integration_name: 'An integration' });
    expect(run.temporal_url).to.equal(`https://temporal.example.com/namespaces/default/workflows/run%3A${run.id}`);
    const release = await get(`/v2/releases/${ownRelease}`);
    expect(release).to.deep.include({ integration_name: 'An integration', tenant_count: 1 });
    expect(release.temporal_url).to.match(/workflows\/build%3A\d+$/);
    const integration = await get(`/v2/integrations/${own}`);
    expect(integration).to.deep.include({ tenant_count: 1, default_release_number: null });
    expect(integration.last_release).to.deep.equal({ id: ownRelease, number: 1, state: 'ready' });
  });

  it('show partners no address of Temporal', async () => {
    const [run] = await get('/v2/runs', partnerKey);
    const [release] = await get('/v2/releases', partnerKey);
    expect([run.temporal_url, release.temporal_url]).to.deep.equal([null, null]);
  });

  it('say why a tenant is held, and who paused it by name', async () => {
    const held = await insertTenant(api.db, own, { name: uniqueName('held') });
    await api.db.query(`update tenants set held_reason = 'region is required' where id = $1`, [held]);
    const made = await api.call('POST', '/v2/api_keys', { body: { name: 'night shift', role: 'admin' } });
    await api.db.query(`update tenants set is_paused = false where id = $1`, [held]);
    await api.call('POST', `/v2/tenants/${held}/pause`, { key: made.body.api_key });
    const tenant = await get(`/v2/tenants/${held}`);
    expect(tenant).to.deep.include({ held_reason: 'region is required' });
    expect(tenant.pause).to.deep.include({ paused_by: `api_key:${made.body.id}`, paused_by_name: 'night shift' });
  });

  it('list releases of the whole hub without their schemas, newest first', async () => {
    const all = await get('/v2/releases');
    expect(all[0]).not.to.have.any.keys('config_schema', 'metadata_schema', 'run_command', 'config_version');
    expect(idsOf(all)).to.deep.equal([...idsOf(all)].sort((left, right) => right - left));
    expect(idsOf(await get('/v2/releases', partnerKey))).to.deep.equal([ownRelease]);
    const failed = await get('/v2/releases?state=failed');
    expect(failed.every((release: { state: string }) => release.state === 'failed')).to.equal(true);
    expect(await get(`/v2/releases?search=${'a'.repeat(40)}&partner_id=${partnerId}`)).to.have.length(1);
  });

  it('list rollouts of the whole hub by the conventions of lists', async () => {
    const created = await api.call('POST', `/v2/integrations/${own}/rollouts`, {
      body: { release_id: ownRelease, tenants: { ids: [ownTenant] } },
    });
    expect(created.status, created.text).to.equal(201);
    const [rollout] = await get('/v2/rollouts?count=true&limit=1');
    expect(rollout).to.deep.include({ id: created.body.id, integration_name: 'An integration', release_number: 1 });
    expect(rollout).to.deep.include({ started_by_name: 'test' });
    expect(idsOf(await get('/v2/rollouts', partnerKey))).to.deep.equal([rollout.id]);
    expect(await get(`/v2/rollouts?state=rolled_back`)).to.deep.equal([]);
    expect(idsOf(await get(`/v2/integrations/${own}/rollouts?is_finished=false`))).to.deep.equal([rollout.id]);
  });

  it('list tenants with a schedule, the next first', async () => {
    const schedule = { sync_schedule: { kind: 'interval', every_s: 3600 } };
    expect((await api.call('PATCH', `/v2/tenants/${foreignTenant}`, { body: schedule })).status).to.equal(200);
    const [scheduled] = await get('/v2/schedules');
    expect(scheduled).to.deep.include({ tenant_id: foreignTenant, tenant_name: names.foreign, schedule: '@every 1h' });
    expect(await get('/v2/schedules', partnerKey)).to.deep.equal([]);
  });

  it('filter integrations by state, several at once, by partner, type and a part of a name', async () => {
    const listed = async (query: string): Promise<number[]> => idsOf(await get(`/v2/integrations?${query}`));
    expect(await listed('state=draft')).to.deep.equal([foreign]);
    expect(await listed('state=draft,published')).to.include.members([own, foreign]);
    expect(await listed(`partner_id=${partnerId}`)).to.deep.equal([own]);
    expect(await listed('type=External')).to.deep.equal([]);
    const { name } = await get(`/v2/integrations/${own}`);
    expect(await listed(`search=${name.slice(3).toUpperCase()}`)).to.deep.equal([own]);
    const archived = await insertIntegration(api.db);
    expect((await api.call('DELETE', `/v2/integrations/${archived}`)).status).to.equal(200);
    expect(await listed('state=archived')).to.deep.equal([archived]);
    expect(await listed('state=archived,draft')).to.have.members([archived, foreign]);
    expect((await api.call('GET', '/v2/integrations?state=lost')).body.message).to.include('/query/state');
  });

  it('count by state, phase and status, in the scope of the caller', async () => {
    expect(await get('/v2/integrations/counts', partnerKey)).to.deep.include({ published: 1, draft: 0, archived: 0 });
    expect((await get('/v2/integrations/counts')).draft).to.equal(1);
    const runs = await get(`/v2/runs/counts?tenant_id=${ownTenant}`);
    expect(runs.queued + runs.running).to.equal(1);
    expect(await get(`/v2/runs/counts?tenant_id=${foreignTenant}`)).to.deep.equal({
      ...{ queued: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0 },
    });
    const tenants = await get('/v2/tenants/counts', partnerKey);
    expect(tenants).to.deep.include({ held: 1, archived: 0 });
    expect(tenants.active + tenants.paused).to.equal(2);
  });

  it('find objects by a part of their name and by their id, in the scope of the caller', async () => {
    const found = async (q: string, key?: string): Promise<string[]> =>
      (await get(`/v2/search?q=${encodeURIComponent(q)}`, key)).map(
        ({ kind, id }: { kind: string; id: number }) => `${kind} ${id}`,
      );
    expect(await found(names.own.slice(2).toUpperCase())).to.deep.equal([`tenant ${ownTenant}`]);
    expect(await found(names.foreign, partnerKey)).to.deep.equal([]);
    const [run] = await get(`/v2/runs?tenant_id=${ownTenant}`);
    expect(await found(`#${run.id}`)).to.include(`run ${run.id}`);
    expect(await found(String(run.id))).to.include(`run ${run.id}`);
    expect(await found('%')).to.deep.equal([]);
    expect((await api.call('GET', '/v2/search')).status).to.equal(422);
  });

  it('lead from a trigger to its run', async () => {
    const sync = await api.call('POST', `/v2/tenants/${ownTenant}/sync`);
    const { run_id: runId } = await get(`/v2/runs/triggers/${sync.body.trigger_id}/status`);
    expect(idsOf(await get(`/v2/runs?trigger_id=${sync.body.trigger_id}`))).to.deep.equal([runId]);
  });

  it('preview a schedule that no tenant has yet', async () => {
    const { times, time_zone: zone } = await get(
      '/v2/schedules/preview?cron=0+6+*+*+1&time_zone=Europe/Berlin&count=2',
    );
    expect(zone).to.equal('Europe/Berlin');
    expect(times).to.have.length(2);
    expect(Date.parse(times[1].at) - Date.parse(times[0].at)).to.be.closeTo(7 * 86_400_000, 3_600_000);
    expect((await api.call('GET', '/v2/schedules/preview')).body.errors[0].pointer).to.equal('/query/cron');
    expect((await api.call('GET', '/v2/schedules/preview?cron=nonsense')).status).to.equal(422);
  });

  it('bring archived tenants and integrations back', async () => {
    const integration = await insertIntegration(api.db, { channel: 'Latest' });
    const tenant = await insertTenant(api.db, integration, { name: 'acme' });
    await api.call('DELETE', `/v2/tenants/${tenant}`);
    await api.call('DELETE', `/v2/integrations/${integration}`);
    const early = await api.call('POST', `/v2/tenants/${tenant}/unarchive`);
    expect([early.status, early.body.code]).to.deep.equal([409, 'archived']);
    expect((await api.call('POST', `/v2/integrations/${integration}/unarchive`)).body.archived).to.equal(false);
    expect((await api.call('POST', `/v2/tenants/${tenant}/unarchive`)).body.archived).to.equal(false);
    expect((await api.call('POST', `/v2/tenants/${tenant}/unarchive`)).status, 'again').to.equal(200);
    await api.call('DELETE', `/v2/tenants/${tenant}`);
    await insertTenant(api.db, integration, { name: 'acme' });
    expect((await api.call('POST', `/v2/tenants/${tenant}/unarchive`)).body.code).to.equal('name_taken');
  });
});
