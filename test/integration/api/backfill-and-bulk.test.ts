import { expect } from 'chai';
import { useApi } from '../../support/api.ts';
import { insertIntegration, insertRelease } from '../../support/hub-objects.ts';
import { errorsOf, scheduledTenants } from '../../support/scheduled-tenants.ts';

const HOURLY = { kind: 'interval', every_s: 3600 };

describe('schedules by hand', () => {
  const api = useApi();
  const { integrationWith, activeTenant } = scheduledTenants(api);

  describe('missed times', () => {
    /** A tenant that is a day old, was never ticked, and syncs every hour. */
    async function dayOld(): Promise<number> {
      const id = await activeTenant(await integrationWith({ default: HOURLY }));
      await api.db.query(`update tenants set created_at = now() - interval '1 day' where id = $1`, [id]);
      return id;
    }
    const backfill = (id: number, body: object, headers = {}) =>
      api.call('POST', `/v2/tenants/${id}/backfill`, { body, headers });
    const lastDays = (days: number) => ({
      from: new Date(Date.now() - days * 86_400_000).toISOString(),
      to: new Date(Date.now() - 60_000).toISOString(),
    });

    it('are counted first, queued in one run, and never twice', async () => {
      const id = await dayOld();
      const range = lastDays(3);
      const counted = await backfill(id, { ...range, dry_run: true });
      expect(counted.status, counted.text).to.equal(200);
      expect(counted.body).to.include({ queued: 0, run_id: null });
      expect(counted.body.count, 'since it was made').to.be.within(23, 24);
      const queued = await backfill(id, range);
      expect([queued.status, queued.body.count, queued.body.queued]).to.deep.equal([
        ...[202, counted.body.count, counted.body.count],
      ]);
      const again = await backfill(id, range);
      expect([again.status, again.body.count, again.body.queued]).to.deep.equal([200, 0, 0]);
      const [row] = await api.db.query(
        `select count(*) as triggers, count(distinct run_id) as runs from triggers where tenant_id = $1`,
        [id],
      );
      expect(row).to.deep.equal({ triggers: counted.body.count, runs: 1 });
    });

    it('are made once where two ask at the same time', async () => {
      const id = await dayOld();
      const range = lastDays(1);
      const answers = await Promise.all([backfill(id, range), backfill(id, range)]);
      expect(answers.map((answer) => answer.body.queued).sort()).to.include(0);
      const [row] = await api.db.query<{ count: number }>(`select count(*) from triggers where tenant_id = $1`, [id]);
      expect(answers.map((answer) => answer.body.queued)).to.include(row?.count);
    });

    it('may be caught up by hand while the tenant is paused', async () => {
      const id = await dayOld();
      await api.call('POST', `/v2/tenants/${id}/pause`);
      expect((await backfill(id, lastDays(1))).status).to.equal(202);
    });

    it('are refused where there are more than a thousand, or the range is none', async () => {
      const id = await dayOld();
      await api.db.query(`update tenants set created_at = now() - interval '100 days' where id = $1`, [id]);
      const tooMany = await backfill(id, { ...lastDays(90), dry_run: true });
      expect(errorsOf(tooMany)).to.deep.equal([
        '/from more than 1000 times were missed in this range; choose a shorter one',
      ]);
      const future = { from: new Date().toISOString(), to: new Date(Date.now() + 60_000).toISOString() };
      expect((await backfill(id, future)).body.errors[0].pointer).to.equal('/to');
      const { from, to } = lastDays(1);
      expect((await backfill(id, { from: to, to: from })).body.errors[0].pointer).to.equal('/from');
      const none = await activeTenant(await integrationWith({}));
      expect((await backfill(none, lastDays(1))).body.code).to.equal('conflict');
    });
  });

  describe('of many tenants', () => {
    const bulk = (action: string, body: object, key?: string) =>
      api.call('POST', `/v2/tenants/bulk_${action}`, { body, ...(key !== undefined && { key }) });

    it('are paused and resumed by what was counted, by integration, status and search', async () => {
      const integrationId = await integrationWith({ default: HOURLY });
      const ids = [];
      for (const name of ['north-1', 'north-2', 'south-1']) ids.push(await activeTenant(integrationId, { name }));
      const filter = { integration_id: integrationId, search: 'NORTH' };
      const counted = await bulk('pause', { filter, dry_run: true });
      expect(counted.body).to.deep.equal({ count: 2, changed: 0 });
      expect((await bulk('pause', { filter })).body.errors[0].pointer).to.equal('/expected_count');
      expect((await bulk('pause', { filter, expected_count: 3 })).body.code).to.equal('conflict');
      const paused = await bulk('pause', { filter, expected_count: 2, note: 'upstream is down' });
      expect(paused.body).to.deep.equal({ count: 2, changed: 2 });
      const list = await api.call('GET', `/v2/tenants?integration_id=${integrationId}&status=paused`);
      expect(list.body.map((one: { id: number }) => one.id)).to.deep.equal(ids.slice(0, 2));
      expect(list.body[0].pause.note).to.equal('upstream is down');
      expect(
        (await bulk('resume', { filter: { integration_id: integrationId }, expected_count: 2 })).body,
      ).to.deep.equal({
        ...{ count: 2, changed: 2 },
      });
      const told = await api.db.query<{ count: number }>(
        `select count(*) from activity where integration_id = $1 and action = 'tenant.paused'`,
        [integrationId],
      );
      expect(told[0]?.count).to.equal(2);
    });

    it("are counted without other partners' tenants, whatever the filter says", async () => {
      const partnerId = await api.makePartner();
      const key = await api.makeKey('partner', partnerId);
      const integrationId = await insertIntegration(api.db, { partnerId, channel: 'Latest' });
      await insertRelease(api.db, integrationId);
      await activeTenant(integrationId);
      const others = await integrationWith({ default: HOURLY });
      await activeTenant(others);
      expect((await bulk('pause', { filter: {}, dry_run: true }, key)).body.count).to.equal(1);
      expect((await bulk('pause', { filter: { integration_id: others }, dry_run: true }, key)).body.count).to.equal(0);
      expect((await bulk('pause', { filter: { partner_id: partnerId }, dry_run: true })).body.count).to.equal(1);
      expect((await bulk('pause', { filter: { status: 'failing' }, dry_run: true }, key)).body.count).to.equal(0);
      const passed = { filter: {}, expected_count: 1, until: '2020-01-01T00:00:00Z' };
      expect((await bulk('pause', passed, key)).body.errors[0].pointer).to.equal('/until');
    });
  });
});
