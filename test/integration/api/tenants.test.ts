import { expect } from 'chai';
import { type Json, useApi } from '../../support/api.ts';
import { insertIntegration, insertRelease, insertTenant, uniqueName } from '../../support/hub-objects.ts';

describe('tenants', () => {
  const api = useApi();
  const create = (integrationId: number, fields: object = {}, key?: string) =>
    api.call('POST', '/v2/tenants', {
      body: { name: uniqueName('tenant'), integration_id: integrationId, ...fields },
      ...(key === undefined ? {} : { key }),
    });

  it('is made paused, following as the integration says', async () => {
    const id = await insertIntegration(api.db);
    const releaseId = await insertRelease(api.db, id, { isDefault: true });
    const made = await create(id, { end_user_id: 'user-1', user_schedule: '0 * * * *', configs: { count: 3 } });
    expect(made.status, made.text).to.equal(200);
    expect(made.body).to.deep.include({
      paused: true,
      archived: false,
      source: 'api',
      end_user_id: 'user-1',
      user_schedule: '0 * * * *',
      configs: { count: 3 },
      integration_release_id: releaseId,
      integration_release_channel: null,
      following: 'static',
      next_release_id: releaseId,
      needs: [],
    });
    expect(made.body.status.auth).to.deep.equal({ connected: true, connectors: [] });
    const { warnings, ...tenant } = made.body;
    expect(warnings).to.deep.equal([]);
    expect((await api.call('GET', `/v2/tenants/${made.body.id}`)).body).to.deep.equal(tenant);
  });

  it('follows the channel Default dynamically, Latest as latest', async () => {
    const dynamic = await insertIntegration(api.db, { channel: 'Default' });
    const first = await insertRelease(api.db, dynamic, { isDefault: true });
    const made = await create(dynamic);
    expect(made.body).to.include({ following: 'dynamic', integration_release_id: first, next_release_id: first });
    const second = await insertRelease(api.db, dynamic, { isDefault: true });
    const moved = await api.call('GET', `/v2/tenants/${made.body.id}`);
    expect(moved.body).to.include({ integration_release_id: first, next_release_id: second });
    const latest = await create(dynamic, { integration_release_channel: 'Latest' });
    expect(latest.body).to.include({ following: 'latest', next_release_id: second });
    const pinned = await create(dynamic, { integration_release_id: first });
    expect(pinned.body).to.include({ following: 'static', next_release_id: first });
  });

  it('shows the release that runs where the configs fit the recorded one alone, and runs that one', async () => {
    const id = await insertIntegration(api.db, { channel: 'Default' });
    const first = await insertRelease(api.db, id, { isDefault: true });
    const tenant = (await create(id, { configs: { region: 'eu', count: 3 } })).body;
    const second = await insertRelease(api.db, id, { isDefault: true });
    await api.db.query(`update releases set manifest = jsonb_set(manifest, '{configSchema}', $2) where id = $1`, [
      second,
      JSON.stringify({ type: 'object', properties: { count: { type: 'string' } } }),
    ]);
    const shown = await api.call('GET', `/v2/tenants/${tenant.id}`);
    expect(shown.body).to.include({ integration_release_id: first, next_release_id: first });
    const listed = await api.call('GET', `/v2/tenants?integration_id=${id}`);
    expect(listed.body.map((one: Json) => one.next_release_id)).to.deep.equal([first]);
    const sync = await api.call('POST', `/v2/tenants/${tenant.id}/sync`);
    expect(sync.status, sync.text).to.equal(202);
    const held = await api.call('GET', `/v2/tenants/${tenant.id}`);
    expect(held.body).to.deep.include({ next_release_id: first, needs: ['reconfiguration'] });
  });

  it('answers no_default_release where nothing is set, and lets Latest wait for its first release', async () => {
    const bare = await insertIntegration(api.db);
    const refused = await create(bare);
    expect([refused.status, refused.body.code]).to.deep.equal([409, 'no_default_release']);
    const waiting = await create(bare, { integration_release_channel: 'Latest' });
    expect(waiting.body).to.deep.include({ next_release_id: null, needs: ['release'] });
    const sync = await api.call('POST', `/v2/tenants/${waiting.body.id}/sync`);
    expect([sync.status, sync.body.code]).to.deep.equal([409, 'no_ready_release']);
  });

  it('refuses configs of a wrong type, and does not ask for required ones yet', async () => {
    const id = await insertIntegration(api.db);
    await insertRelease(api.db, id, { isDefault: true });
    const refused = await create(id, { configs: { count: 'many' } });
    expect(refused.status).to.equal(422);
    expect(refused.body.errors[0].pointer).to.equal('/configs/count');
    const made = await create(id);
    const later = await api.call('PATCH', `/v2/tenants/${made.body.id}`, { body: { configs: { count: 1 } } });
    expect(later.status, 'required configs are asked for on edit').to.equal(422);
    const edited = await api.call('PATCH', `/v2/tenants/${made.body.id}`, { body: { configs: { region: 'eu' } } });
    expect(edited.body.configs).to.deep.equal({ region: 'eu' });
  });

  it('has a name that is unique among the unarchived ones of its integration', async () => {
    const id = await insertIntegration(api.db, { channel: 'Latest' });
    const first = await create(id, { name: 'acme' });
    expect((await create(id, { name: 'acme' })).body.code).to.equal('name_taken');
    await api.call('DELETE', `/v2/tenants/${first.body.id}`);
    expect((await create(id, { name: 'acme' })).status).to.equal(200);
  });

  it('is made by a partner only in its own integration, once that is published', async () => {
    const partnerId = await api.makePartner();
    const key = await api.makeKey('partner', partnerId);
    const draft = await insertIntegration(api.db, { partnerId, channel: 'Latest', state: 'draft' });
    const published = await insertIntegration(api.db, { partnerId, channel: 'Latest' });
    const foreign = await insertIntegration(api.db, { channel: 'Latest' });
    expect((await create(draft, {}, key)).status).to.equal(409);
    expect((await create(published, {}, key)).status).to.equal(200);
    expect((await create(foreign, {}, key)).status).to.equal(422);
  });

  it('refuses an edit of an older version', async () => {
    const id = await insertIntegration(api.db, { channel: 'Latest' });
    const made = await create(id);
    const headers = { 'if-match': made.headers.get('etag') ?? '' };
    const path = `/v2/tenants/${made.body.id}`;
    expect((await api.call('PATCH', path, { body: { end_user_id: 'a' }, headers })).status).to.equal(200);
    const late = await api.call('PATCH', path, { body: { end_user_id: 'b' }, headers });
    expect([late.status, late.body.code]).to.deep.equal([412, 'precondition_failed']);
    expect((await api.call('GET', path)).body.end_user_id).to.equal('a');
  });

  it('is archived with its queued runs cancelled, and stays as it is when archived again', async () => {
    const integrationId = await insertIntegration(api.db, { channel: 'Latest' });
    await insertRelease(api.db, integrationId);
    const id = await insertTenant(api.db, integrationId);
    const sync = await api.call('POST', `/v2/tenants/${id}/sync`);
    const archived = await api.call('DELETE', `/v2/tenants/${id}`);
    expect(archived.body.archived).to.equal(true);
    const status = await api.call('GET', `/v2/runs/triggers/${sync.body.trigger_id}/status`);
    expect(status.body.status).to.equal('Cancelled');
    expect((await api.call('DELETE', `/v2/tenants/${id}`)).body).to.deep.equal(archived.body);
    expect((await api.call('POST', `/v2/tenants/${id}/sync`)).body.code).to.equal('archived');
  });

  it('has metadata that are merged and held to the schema of its release', async () => {
    const integrationId = await insertIntegration(api.db, { channel: 'Latest' });
    await insertRelease(api.db, integrationId);
    const path = `/v2/tenants/${await insertTenant(api.db, integrationId)}/metadata`;
    expect((await api.call('GET', path)).body.data).to.deep.equal({});
    await api.call('PATCH', path, { body: { cursor: 'a', extra: [1] } });
    const merged = await api.call('PATCH', path, { body: { cursor: 'b' } });
    expect(merged.status, merged.text).to.equal(200);
    expect(merged.body.data).to.deep.equal({ cursor: 'b', extra: [1] });
    const refused = await api.call('PATCH', path, { body: { cursor: 5 } });
    expect(refused.status).to.equal(422);
    expect((await api.call('GET', path)).body).to.deep.equal(merged.body);
  });

  it('lists the tenants of an integration and of an end user', async () => {
    const integrationId = await insertIntegration(api.db, { channel: 'Latest' });
    const mine = await insertTenant(api.db, integrationId, { endUserId: 'lister' });
    const other = await insertTenant(api.db, integrationId);
    const ids = async (query: string) => {
      const answer = await api.call('GET', `/v2/tenants?${query}`);
      return answer.body.map((tenant: { id: number }) => tenant.id);
    };
    expect(await ids(`integration_id=${integrationId}`)).to.deep.equal([mine, other]);
    expect(await ids('user_name=lister')).to.deep.equal([mine]);
    expect(await ids(`integration_id=${integrationId}&archived=true`)).to.deep.equal([]);
  });

  it('tells of its connectors which are connected', async () => {
    const integrationId = await insertIntegration(api.db, { channel: 'Latest' });
    const id = await insertTenant(api.db, integrationId);
    const [connector] = await api.db.query<{ id: number; name: string }>(
      `insert into connectors (name, long_name, kind) values ($1, 'A', 'basic') returning id, name`,
      [uniqueName('connector')],
    );
    await api.db.query(`insert into integration_connectors (integration_id, connector_id) values ($1, $2)`, [
      integrationId,
      connector?.id,
    ]);
    const before = await api.call('GET', `/v2/tenants/${id}`);
    expect(before.body.status.auth).to.deep.equal({
      connected: false,
      connectors: [{ name: connector?.name, status: 'disconnected', last_change: null }],
    });
    expect(before.body.needs).to.include('connection');
    await api.db.query(
      `insert into connections (connector_id, integration_id, tenant_id, status) values ($1, $2, $3, 'connected')`,
      [connector?.id, integrationId, id],
    );
    expect((await api.call('GET', `/v2/tenants/${id}`)).body.status.auth.connected).to.equal(true);
  });
});
