import { expect } from 'chai';
import { useApi } from '../../support/api.ts';
import { insertIntegration, insertRelease, insertTenant, uniqueName } from '../../support/hub-objects.ts';

describe('channels and rollouts', () => {
  const api = useApi();
  const RELEASE_2 = { configSchema: { type: 'object', properties: { region: { type: 'integer' } } } };

  /** An integration with a default release, a second one, and followers of the default one. */
  async function make(tenants: number) {
    const integration = await insertIntegration(api.db, { channel: 'Default' });
    const first = await insertRelease(api.db, integration, { isDefault: true });
    const second = await insertRelease(api.db, integration);
    await api.db.query(`update releases set manifest = manifest || $2 where id = $1`, [
      second,
      JSON.stringify(RELEASE_2),
    ]);
    for (let count = 0; count < tenants; count += 1) await insertTenant(api.db, integration);
    await api.db.query(
      `update tenants set release_channel = 'Default', release_id = $2, configs = case when id % 2 = 0 then '{"region": "eu"}' else '{"region": 1}' end::jsonb
       where integration_id = $1`,
      [integration, first],
    );
    return { integration, first, second };
  }

  it('shows what a move would do before it is done, and changes nothing', async () => {
    const { integration, first, second } = await make(4);
    const answer = await api.call('POST', `/v2/integrations/${integration}/rollouts/preview`, {
      body: { release_id: second, channel: 'Default' },
    });
    expect(answer.status, answer.text).to.equal(200);
    expect(answer.body.tenants).to.equal(4);
    expect(answer.body.incompatible).to.include({ count: 2, checked: 4, is_complete: true });
    const words = answer.body.from[0].config_schema.map((change: { words: string }) => change.words);
    expect(answer.body.from[0].release_id).to.equal(first);
    expect(words).to.include.members([
      'The field count is gone.',
      'type of region changes from "string" to "integer".',
    ]);
    expect((await api.call('GET', `/v2/integrations/${integration}`)).body.default_release_id).to.equal(first);
  });

  it('moves the default release, tells the activity log and starts one rollout however often it is asked', async () => {
    const { integration, second } = await make(3);
    const options = { body: { release_id: second }, headers: { 'idempotency-key': uniqueName('key') } };
    const answer = await api.call('POST', `/v2/integrations/${integration}/default_release`, options);
    expect(answer.body).to.include({ state: 'queued', cause: 'channel', channel: 'Default', total: 3 });
    expect((await api.call('POST', `/v2/integrations/${integration}/default_release`, options)).body.id).to.equal(
      answer.body.id,
    );
    expect(api.startedRollouts).to.include(answer.body.id);
    expect((await api.call('GET', `/v2/integrations/${integration}`)).body.default_release_id).to.equal(second);
    const told = await api.db.query(`select action from activity where integration_id = $1`, [integration]);
    expect(told).to.deep.equal([{ action: 'rollout.created' }]);
    expect((await api.call('GET', `/v2/integrations/${integration}/rollouts`)).body).to.have.length(1);
  });

  it('moves followers too where the default release is edited', async () => {
    const { integration, second } = await make(2);
    const answer = await api.call('PATCH', `/v2/integrations/${integration}`, { body: { default_release_id: second } });
    expect(answer.body.default_release_id).to.equal(second);
    const [rollout] = (await api.call('GET', `/v2/integrations/${integration}/rollouts`)).body;
    expect(rollout).to.include({ cause: 'channel', channel: 'Default', release_id: second, total: 2 });
    expect(api.startedRollouts).to.include(rollout.id);
    const told = await api.db.query(`select action from activity where integration_id = $1`, [integration]);
    expect(told).to.deep.include({ action: 'rollout.created' });
  });

  it('lets hub admins alone edit the default release, and nobody take it away from its followers', async () => {
    const { integration, first, second } = await make(2);
    const [partner] = await api.db.query<{ id: number }>(
      `insert into partners (name, state) values ($1, 'approved') returning id`,
      [uniqueName('partner')],
    );
    await api.db.query(`update integrations set partner_id = $2 where id = $1`, [integration, partner?.id]);
    const key = (
      await api.call('POST', '/v2/api_keys', {
        body: { name: uniqueName('key'), role: 'partner', partner_id: partner?.id },
      })
    ).body.api_key;
    const edit = async (default_release_id: number | null, more: object = {}) => {
      const answer = await api.call('PATCH', `/v2/integrations/${integration}`, {
        body: { default_release_id },
        ...more,
      });
      return [answer.status, answer.body.code ?? answer.body.default_release_id];
    };
    expect(await edit(second, { key })).to.deep.equal([403, 'forbidden']);
    expect(await edit(null, { key })).to.deep.equal([403, 'forbidden']);
    expect(await edit(first, { key })).to.deep.equal([200, first]);
    expect(await edit(null)).to.deep.equal([409, 'conflict']);
    expect((await api.call('GET', `/v2/integrations/${integration}/rollouts`)).body).to.deep.equal([]);
    await api.db.query(`update tenants set release_channel = null where integration_id = $1`, [integration]);
    expect(await edit(null)).to.deep.equal([200, null]);
  });

  it('refuses releases that are not ready, foreign ones, and what names both or neither', async () => {
    const { integration, second } = await make(1);
    const building = await insertRelease(api.db, integration, { state: 'building' });
    const foreign = (await make(0)).first;
    const ask = async (body: object) => {
      const answer = await api.call('POST', `/v2/integrations/${integration}/rollouts`, { body });
      return [answer.status, answer.body.code];
    };
    expect(await ask({ release_id: building, channel: 'Default' })).to.deep.equal([409, 'release_not_ready']);
    expect(await ask({ release_id: foreign, channel: 'Default' })).to.deep.equal([422, 'invalid_input']);
    expect(await ask({ release_id: second, channel: 'Latest' })).to.deep.equal([422, 'invalid_input']);
    expect(await ask({ release_id: second, channel: 'nowhere' })).to.deep.equal([422, 'invalid_input']);
    expect(await ask({ release_id: second })).to.deep.equal([422, 'invalid_input']);
    expect(await ask({ release_id: second, channel: 'Default', tenants: {} })).to.deep.equal([422, 'invalid_input']);
    const gradual = { steps: [{ percent: 50, bake_seconds: 1 }], failure_percent: 5 };
    expect(await ask({ release_id: second, channel: 'Default', gradual })).to.deep.equal([422, 'invalid_input']);
  });

  it('keeps tenants of a gradual rollout on their release until it reaches them, and refuses a second one', async () => {
    const { integration, first, second } = await make(2);
    const gradual = {
      steps: [
        { percent: 50, bake_seconds: 60 },
        { percent: 100, bake_seconds: 0 },
      ],
      failure_percent: 5,
    };
    const body = { release_id: second, channel: 'Default', gradual };
    const rollout = await api.call('POST', `/v2/integrations/${integration}/rollouts`, { body });
    expect(rollout.status, rollout.text).to.equal(201);
    const tenants = (await api.call('GET', `/v2/tenants?integration_id=${integration}`)).body;
    expect(tenants.map((one: { next_release_id: number }) => one.next_release_id)).to.deep.equal([first, first]);
    const again = await api.call('POST', `/v2/integrations/${integration}/rollouts`, { body });
    expect([again.status, again.body.code]).to.deep.equal([409, 'rollout_running']);
    const away = await api.call('POST', `/v2/rollouts/${rollout.body.id}/pause`);
    expect([away.status, away.headers.get('retry-after')]).to.deep.equal([503, '5']);
    expect((await api.call('GET', `/v2/rollouts/${rollout.body.id}/tenants`)).body).to.deep.equal([]);
  });

  it('has named channels, which point at a release or follow latest', async () => {
    const { integration, first, second } = await make(1);
    const path = `/v2/integrations/${integration}/channels`;
    const beta = await api.call('POST', path, { body: { name: 'beta', release_id: first } });
    expect(beta.body, beta.text).to.include({ name: 'beta', release_id: first, follows_latest: false });
    expect((await api.call('POST', path, { body: { name: 'beta', follows_latest: true } })).status).to.equal(409);
    expect((await api.call('POST', path, { body: { name: 'latest', follows_latest: true } })).status).to.equal(422);
    expect((await api.call('POST', path, { body: { name: 'edge' } })).status).to.equal(422);
    const [{ id }] = (await api.call('GET', `/v2/tenants?integration_id=${integration}`)).body;
    const tenant = await api.call('PATCH', `/v2/tenants/${id}`, {
      body: { integration_release_channel: 'beta', configs: { region: 'eu' } },
    });
    expect(tenant.body).to.include({ following: 'dynamic', next_release_id: first });
    expect((await api.call('DELETE', `/v2/channels/${beta.body.id}`)).status).to.equal(409);
    const moved = await api.call('PATCH', `/v2/channels/${beta.body.id}`, { body: { release_id: second } });
    expect(moved.body.release_id).to.equal(second);
    const next = async () => (await api.call('GET', `/v2/tenants/${id}`)).body.next_release_id;
    expect(await next(), 'its configs fit the first alone').to.equal(first);
    await api.db.query(`update tenants set configs = '{"region": 1}' where id = $1`, [id]);
    expect(await next()).to.equal(second);
    await api.call('PATCH', `/v2/tenants/${id}`, {
      body: { integration_release_channel: 'Default', configs: { region: 'us' } },
    });
    expect((await api.call('DELETE', `/v2/channels/${beta.body.id}`)).status).to.equal(204);
  });

  it('lists the tenants that it holds apart', async () => {
    const { integration, first, second } = await make(2);
    const { id } = (
      await api.call('POST', `/v2/integrations/${integration}/default_release`, { body: { release_id: second } })
    ).body;
    await api.db.query(
      `insert into rollout_tenants (rollout_id, tenant_id, position, state, from_release_id, reached_at)
       select $1, t.id, row_number() over (order by t.id), case when t.id % 2 = 0 then 'held' else 'moved' end, $3, now()
       from tenants t where integration_id = $2`,
      [id, integration, first],
    );
    const held = (await api.call('GET', `/v2/rollouts/${id}/tenants?state=held`)).body;
    expect(held).to.have.length(1);
    expect(held[0]).to.include({ state: 'held', from_release_id: first });
    expect(held[0].tenant_id % 2).to.equal(0);
    const rollout = (await api.call('GET', `/v2/rollouts/${id}`)).body;
    expect(rollout.counts ?? rollout).to.include({ held: 1, moved: 1 });
  });

  it('moves chosen tenants by hand, one by one or many, who are static afterwards', async () => {
    const { integration, first, second } = await make(3);
    const [one] = (await api.call('GET', `/v2/tenants?integration_id=${integration}`)).body;
    const body = { integration_release_id: second, configs: { region: 1 } };
    const moved = await api.call('PATCH', `/v2/tenants/${one.id}`, { body });
    expect(moved.body, moved.text).to.include({ following: 'static', next_release_id: second });
    const ask = { release_id: first, tenants: { ids: [one.id] } };
    const bulk = await api.call('POST', `/v2/integrations/${integration}/rollouts`, { body: ask });
    expect(bulk.body, bulk.text).to.include({ cause: 'bulk', state: 'queued', total: 1 });
  });

  it('lets go of a held tenant once its configs fit what its channel points to', async () => {
    const { integration, second } = await make(1);
    await api.db.query(`update integrations set default_release_id = $2 where id = $1`, [integration, second]);
    await api.db.query(
      `update tenants set held_reason = 'needs_reconfiguration', configs = '{"region": "eu"}' where integration_id = $1`,
      [integration],
    );
    const [held] = (await api.call('GET', `/v2/tenants?integration_id=${integration}`)).body;
    expect(held.needs).to.include('reconfiguration');
    const still = await api.call('PATCH', `/v2/tenants/${held.id}`, { body: { configs: { region: 'us' } } });
    expect(still.body.needs, still.text).to.include('reconfiguration');
    const free = await api.call('PATCH', `/v2/tenants/${held.id}`, { body: { configs: { region: 7 } } });
    expect(free.body).to.include({ next_release_id: second });
    expect(free.body.needs).not.to.include('reconfiguration');
  });

  it("refuses chosen tenants that do not exist, that are another integration's, or archived, and names them", async () => {
    const [integration, other] = [await insertIntegration(api.db), await insertIntegration(api.db)];
    const release = await insertRelease(api.db, integration);
    const [own, foreign, archived] = [
      await insertTenant(api.db, integration),
      await insertTenant(api.db, other),
      await insertTenant(api.db, integration),
    ];
    await api.db.query('update tenants set archived_at = now() where id = $1', [archived]);
    const body = { release_id: release, tenants: { ids: [own, foreign, archived, 987_654] } };
    for (const path of ['rollouts', 'rollouts/preview']) {
      const refused = await api.call('POST', `/v2/integrations/${integration}/${path}`, { body });
      expect(refused.status, refused.text).to.equal(422);
      expect(refused.text).to.contain(`${foreign}, ${archived}, 987654`);
    }
  });
});
