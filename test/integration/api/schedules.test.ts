import { expect } from 'chai';
import { useApi } from '../../support/api.ts';
import { insertIntegration, insertRelease, uniqueName } from '../../support/hub-objects.ts';
import { errorsOf, scheduledTenants } from '../../support/scheduled-tenants.ts';

const HOURLY = { kind: 'interval', every_s: 3600 };
const MORNING = { kind: 'cron', expression: '0 6 * * *', time_zone: 'Europe/Berlin' };

describe('schedules', () => {
  const api = useApi();

  const { integrationWith, create, activeTenant } = scheduledTenants(api);
  const patch = (id: number, body: object) => api.call('PATCH', `/v2/tenants/${id}`, { body });
  it('of an integration are kept as given, changed field by field, with defaults for the rest', async () => {
    const made = await api.call('POST', '/v2/integrations', {
      body: { name: uniqueName('scheduled'), schedule: { default: HOURLY } },
    });
    expect(made.body.schedule).to.deep.equal({
      ...{ default: HOURLY, choices: [], paused_by_default: false, catch_up: 'last' },
    });
    const patched = await api.call('PATCH', `/v2/integrations/${made.body.id}`, {
      body: { schedule: { catch_up: 'all', choices: [HOURLY, MORNING] } },
    });
    expect(patched.body.schedule).to.deep.equal({
      ...{ default: HOURLY, choices: [HOURLY, MORNING], paused_by_default: false, catch_up: 'all' },
    });
  });

  it('that are not valid are refused with where and what', async () => {
    const id = await insertIntegration(api.db);
    const cron = (expression: string, timeZone = 'UTC') => ({ kind: 'cron', expression, time_zone: timeZone });
    const choices = [cron('0 0 30 2 *'), cron('* * * * * *'), cron('0 24 * * *', 'Mars/Base'), HOURLY, HOURLY];
    const refused = await api.call('PATCH', `/v2/integrations/${id}`, {
      body: { schedule: { default: { kind: 'interval', every_s: 59 }, choices } },
    });
    expect(refused.status).to.equal(422);
    expect(errorsOf(refused)).to.deep.equal([
      '/schedule/default/every_s 59 seconds: an interval has whole seconds, 60 at least and 31622400 (366 days) at most',
      '/schedule/choices/0/expression never fires: no such date comes',
      '/schedule/choices/1/expression has 6 fields; a cron expression has 5 here, without seconds or years',
      '/schedule/choices/2/expression field 2 (hour): 24 is not within 0 to 23',
      '/schedule/choices/2/time_zone "Mars/Base" is not a time zone of the IANA list, as Europe/Berlin or UTC are',
      '/schedule/choices/4 is there twice as "@every 1h": end users choose by this text',
    ]);
  });

  it('count in this order: the tenant its own, the end user its choice, the integration its default', async () => {
    const tenantId = await activeTenant(await integrationWith({ default: HOURLY }));
    const steps = [
      [{}, '@every 1h', 'integration'],
      [{ user_schedule: '*/5 * * * *' }, '*/5 * * * *', 'user'],
      [{ sync_schedule: MORNING }, '0 6 * * *', 'tenant'],
      [{ user_schedule: null, sync_schedule: null }, '@every 1h', 'integration'],
    ] as const;
    for (const [body, text, source] of steps) {
      const answer = await patch(tenantId, body);
      expect(answer.status, answer.text).to.equal(200);
      expect(answer.body.schedule).to.equal(text);
      expect(answer.body.effective_schedule.source).to.equal(source);
      expect(answer.body.next_sync_date).to.be.a('string');
    }
  });

  it('of end users are among the choices where the integration lists some, with the zone of the choice', async () => {
    const integrationId = await integrationWith({ choices: [HOURLY, MORNING] });
    const made = await create(integrationId, { user_schedule: '0 6 * * *' });
    expect(made.body.effective_schedule).to.deep.equal({ schedule: MORNING, source: 'user' });
    const refused = await patch(made.body.id, { user_schedule: '0 7 * * *' });
    expect(errorsOf(refused)).to.deep.equal([
      `/user_schedule is not among the integration's choices: "@every 1h", "0 6 * * *"`,
    ]);
    const own = { kind: 'cron', expression: '0 7 * * *', time_zone: 'Asia/Tokyo' };
    expect((await patch(made.body.id, { sync_schedule: own })).body.schedule).to.equal('0 7 * * *');
    await api.call('PATCH', `/v2/integrations/${integrationId}`, { body: { schedule: { choices: [HOURLY] } } });
    const offeredNoMore = await patch(made.body.id, { sync_schedule: null });
    expect(offeredNoMore.body).to.include({ schedule: null, effective_schedule: null, next_sync_date: null });
  });

  it('changed at the integration give its tenants their next times and tell the timers, but for those with their own', async () => {
    const integrationId = await integrationWith({ default: HOURLY });
    const [follower, own, paused] = [
      await activeTenant(integrationId),
      await activeTenant(integrationId, { sync_schedule: HOURLY }),
      (await create(integrationId)).body.id,
    ];
    const read = async () => {
      const rows = await api.db.query<{ id: number; next: Date | null; version: number }>(
        `select id, next_due_at as next, schedule_version as version from tenants where integration_id = $1 order by id`,
        [integrationId],
      );
      return new Map(rows.map((row) => [row.id, row]));
    };
    const before = await read();
    await api.call('PATCH', `/v2/integrations/${integrationId}`, { body: { schedule: { default: MORNING } } });
    const after = await read();
    expect(after.get(follower)?.next?.getUTCMinutes()).to.equal(0);
    expect(after.get(follower)?.version).to.be.greaterThan(before.get(follower)?.version ?? 0);
    expect(after.get(own)).to.deep.equal(before.get(own));
    expect(after.get(paused)?.next).to.equal(null);
  });

  it('stay paused whatever is changed, until somebody resumes the tenant', async () => {
    const integrationId = await integrationWith({ default: HOURLY });
    const { id } = (await create(integrationId)).body;
    const paused = await api.call('POST', `/v2/tenants/${id}/pause`, { body: { note: 'moving house' } });
    expect(paused.body.pause).to.include({ note: 'moving house', until: null });
    const release = await insertRelease(api.db, integrationId, { isDefault: true });
    for (const body of [
      { sync_schedule: MORNING },
      { integration_release_id: release },
      { configs: { region: 'eu' } },
    ]) {
      const answer = await patch(id, body);
      expect(answer.body, answer.text).to.include({ paused: true, next_sync_date: null });
    }
    await api.call('PATCH', `/v2/integrations/${integrationId}`, { body: { schedule: { paused_by_default: false } } });
    const resumed = await api.call('POST', `/v2/tenants/${id}/resume`);
    expect(resumed.body).to.include({ paused: false, pause: null });
    expect(resumed.body.next_sync_date).to.be.a('string');
    const told = await api.db.query(
      `select action from activity where subject_kind = 'tenant' and subject_id = $1 and action ~ 'pause|resume' order by id`,
      [id],
    );
    expect(told).to.deep.equal([{ action: 'tenant.pause_changed' }, { action: 'tenant.resumed' }]);
  });

  it('end when the tenant is archived', async () => {
    const id = await activeTenant(await integrationWith({ default: HOURLY }));
    const archived = await api.call('DELETE', `/v2/tenants/${id}`);
    expect(archived.body).to.include({ archived: true, next_sync_date: null });
    expect((await api.call('POST', `/v2/tenants/${id}/pause`)).body.code).to.equal('archived');
  });

  describe('are shown ahead', () => {
    const preview = (id: number, query = '') => api.call('GET', `/v2/tenants/${id}/schedule/preview${query}`);

    it('with the next five times of the present schedule, the first of which is the next sync', async () => {
      const id = await activeTenant(await integrationWith({ default: HOURLY }));
      const shown = await preview(id);
      expect(shown.body).to.include({ paused: false, time_zone: 'UTC' });
      expect(shown.body.times).to.have.length(5);
      expect(shown.body.times[0].at).to.equal((await api.call('GET', `/v2/tenants/${id}`)).body.next_sync_date);
    });

    it('for a proposed one, by the clock of its zone', async () => {
      const id = await activeTenant(await integrationWith({}));
      expect((await preview(id)).body).to.deep.include({ effective_schedule: null, times: [] });
      const cron = encodeURIComponent('30 5 * * *');
      const shown = await preview(id, `?count=2&cron=${cron}&time_zone=Asia/Kathmandu`);
      expect(shown.body.effective_schedule.schedule.expression).to.equal('30 5 * * *');
      expect(shown.body.times).to.have.length(2);
      for (const { at, local } of shown.body.times) {
        expect(local).to.match(/T05:30:00\+05:45$/);
        expect(new Date(local).getTime()).to.equal(new Date(at).getTime());
      }
      expect((await preview(id, '?every_s=3600')).body.times).to.have.length(5);
    });

    it('from the end of the pause on, where it has one', async () => {
      const id = await activeTenant(await integrationWith({ default: HOURLY }));
      const until = new Date(Date.now() + 7 * 86_400_000).toISOString();
      await api.call('POST', `/v2/tenants/${id}/pause`, { body: { until } });
      const shown = await preview(id);
      expect(shown.body.paused).to.equal(true);
      expect(shown.body.times[0].at > until, shown.body.times[0].at).to.equal(true);
    });

    for (const [query, pointer] of [
      ['?cron=61+*+*+*+*', '/query/cron'],
      ['?cron=0+0+*+*+*&time_zone=Mars/Base', '/query/time_zone'],
      ['?every_s=5', '/query/every_s'],
      ['?every_s=60&cron=0+0+*+*+*', '/query/every_s'],
      ['?time_zone=UTC', '/query/time_zone'],
    ] as const) {
      it(`with what is wrong in ${query}`, async () => {
        const id = await activeTenant(await integrationWith({}));
        const refused = await preview(id, query);
        expect(refused.status).to.equal(422);
        expect(refused.body.errors[0].pointer).to.equal(pointer);
      });
    }
  });

  it('tell the pauses of a tenant, the newest first, each with who ended it', async () => {
    const id = await activeTenant(await integrationWith({ default: HOURLY }));
    await api.call('POST', `/v2/tenants/${id}/pause`, { body: { note: 'again' } });
    const pauses = await api.call('GET', `/v2/tenants/${id}/pauses`);
    expect(pauses.body).to.have.length(2);
    expect(pauses.body[0]).to.include({ note: 'again', paused_by: 'api_key:1', resumed_by: null, resumed_date: null });
    expect(pauses.body[1]).to.include({ note: null, resumed_by: 'api_key:1' });
    const page = await api.call('GET', `/v2/tenants/${id}/pauses?limit=1`);
    expect(page.headers.get('link')).to.match(/rel="next"/);
  });
});
