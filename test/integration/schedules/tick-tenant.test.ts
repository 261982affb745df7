import { expect } from 'chai';
import { pauseTenants } from '../../../src/app/schedules/pause-tenants.ts';
import { tickTenant } from '../../../src/app/schedules/tick-tenant.ts';
import { openDatabase, type Transaction } from '../../../src/db/database.ts';
import { nextTimes } from '../../../src/domain/schedules/schedule-times.ts';
import { plannedTenants } from '../../support/planned-tenants.ts';
import { registerTestWorker } from '../../support/run-fixture.ts';
import { useRunQueue } from '../../support/run-queue.ts';

const EVERY_MINUTE = { kind: 'interval', every_s: 60 };
const HOUR_MS = 3_600_000;

describe('tickTenant', () => {
  const queue = useRunQueue();
  const tenants = plannedTenants(queue);
  beforeEach(() => registerTestWorker(queue.db, 4));

  const dueAt = async (tenantId: number): Promise<Date | null> =>
    (await queue.db.query<{ at: Date | null }>(`select next_due_at as at from tenants where id = $1`, [tenantId]))[0]
      ?.at ?? null;
  const setDue = (tenantId: number, at: Date): Promise<unknown> =>
    queue.db.query(`update tenants set next_due_at = $2 where id = $1`, [tenantId, at.toISOString()]);
  const nominalTimes = async (tenantId: number): Promise<string[]> => {
    const rows = await queue.db.query<{ at: Date }>(
      `select nominal_at as at from triggers where tenant_id = $1 order by nominal_at`,
      [tenantId],
    );
    return rows.map(({ at }) => at.toISOString());
  };

  it('makes the trigger of the time that is due, admits its run and sets the next time', async () => {
    const tenantId = await tenants.tenantWith({ default: EVERY_MINUTE });
    const due = (await dueAt(tenantId)) as Date;
    const ticked = await tickTenant(tenants.tickDeps, { tenantId, now: due });
    expect(ticked.runId).to.be.a('number');
    expect(ticked.nextDueAt?.getTime()).to.equal(due.getTime() + 60_000);
    expect(await dueAt(tenantId)).to.deep.equal(ticked.nextDueAt);
    expect(await nominalTimes(tenantId)).to.deep.equal([due.toISOString()]);
    const [run] = await queue.db.query(`select lane, mode, phase from runs where id = $1`, [ticked.runId]);
    expect(run).to.deep.equal({ lane: 'schedule', mode: 'normal', phase: 'running' });
  });

  it('writes nothing where it is called too early', async () => {
    const tenantId = await tenants.tenantWith({ default: EVERY_MINUTE });
    const due = (await dueAt(tenantId)) as Date;
    const early = new Date(due.getTime() - 1);
    expect(await tickTenant(tenants.tickDeps, { tenantId, now: early })).to.deep.equal({ runId: null, nextDueAt: due });
    expect(await nominalTimes(tenantId)).to.deep.equal([]);
  });

  it('dates a trigger from its time on, also where its transaction began before it', async () => {
    const tenantId = await tenants.tenantWith({ default: EVERY_MINUTE });
    await queue.db.transaction(async (sql) => {
      await sql.query(`update tenants set next_due_at = clock_timestamp() where id = $1`, [tenantId]);
      const inside = { ...queue.db, transaction: <Result>(work: (own: Transaction) => Promise<Result>) => work(sql) };
      await tickTenant({ ...tenants.tickDeps, db: inside }, { tenantId });
    });
    const rows = await queue.db.query(`select created_at >= nominal_at as fits from triggers where tenant_id = $1`, [
      tenantId,
    ]);
    expect(rows).to.deep.equal([{ fits: true }]);
  });

  it('makes one trigger where many tick at the same time', async () => {
    const tenantId = await tenants.tenantWith({ default: EVERY_MINUTE });
    const due = (await dueAt(tenantId)) as Date;
    await Promise.all(Array.from({ length: 8 }, () => tickTenant(tenants.tickDeps, { tenantId, now: due })));
    expect(await nominalTimes(tenantId)).to.deep.equal([due.toISOString()]);
  });

  for (const [catchUp, kept] of [
    ['none', 1],
    ['last', 1],
    ['all', 7],
  ] as const) {
    it(`keeps ${kept} of the 7 times of an hour's outage with catch-up ${catchUp}`, async () => {
      const every10Min = { kind: 'interval', every_s: 600 };
      const tenantId = await tenants.tenantWith({ default: every10Min, catch_up: catchUp });
      const end = (await dueAt(tenantId)) as Date;
      await setDue(tenantId, new Date(end.getTime() - HOUR_MS));
      await tickTenant(tenants.tickDeps, { tenantId, now: end });
      const times = await nominalTimes(tenantId);
      expect(times).to.have.length(kept);
      expect(times.at(-1)).to.equal(end.toISOString());
      const [{ runs } = {}] = await queue.db.query<{ runs: number }>(
        `select count(distinct run_id) as runs from triggers where tenant_id = $1`,
        [tenantId],
      );
      expect(runs, 'bundled').to.equal(1);
    });
  }

  it('drops what is more than a minute late with catch-up none, and goes on in the rhythm', async () => {
    const tenantId = await tenants.tenantWith({ default: { kind: 'interval', every_s: 600 }, catch_up: 'none' });
    const due = (await dueAt(tenantId)) as Date;
    const ticked = await tickTenant(tenants.tickDeps, { tenantId, now: new Date(due.getTime() + 60_001) });
    expect(await nominalTimes(tenantId)).to.deep.equal([]);
    expect(ticked).to.deep.equal({ runId: null, nextDueAt: new Date(due.getTime() + 600_000) });
  });

  it('bundles 1,000 times of a long outage at most, the newest of them', async () => {
    const tenantId = await tenants.tenantWith({ default: EVERY_MINUTE, catch_up: 'all' });
    const end = (await dueAt(tenantId)) as Date;
    await setDue(tenantId, new Date(end.getTime() - 24 * HOUR_MS));
    await tickTenant(tenants.tickDeps, { tenantId, now: end });
    const times = await nominalTimes(tenantId);
    expect(times).to.have.length(1000);
    expect(times.at(-1)).to.equal(end.toISOString());
  });

  it('never makes a second trigger of a nominal time, also where the due time was set back', async () => {
    const tenantId = await tenants.tenantWith({ default: EVERY_MINUTE });
    const due = (await dueAt(tenantId)) as Date;
    await tickTenant(tenants.tickDeps, { tenantId, now: due });
    await setDue(tenantId, due);
    const again = await tickTenant(tenants.tickDeps, { tenantId, now: due });
    expect(again.runId).to.equal(null);
    expect(await nominalTimes(tenantId)).to.have.length(1);
  });

  for (const [what, statement] of [
    ['paused', `update tenants set is_paused = true where id = $1`],
    ['archived', `update tenants set archived_at = now() where id = $1`],
    ['without a release', `update tenants set release_id = null, release_channel = null where id = $1`],
  ] as const) {
    it(`makes no trigger for a tenant that is ${what}`, async () => {
      const tenantId = await tenants.tenantWith({ default: EVERY_MINUTE });
      const due = (await dueAt(tenantId)) as Date;
      await queue.db.query(statement, [tenantId]);
      expect((await tickTenant(tenants.tickDeps, { tenantId, now: due })).runId).to.equal(null);
      expect(await nominalTimes(tenantId)).to.deep.equal([]);
    });
  }

  it('answers for a tenant that is not there', async () => {
    expect(await tickTenant(tenants.tickDeps, { tenantId: 999_999_999 })).to.deep.equal({
      runId: null,
      nextDueAt: null,
    });
  });

  it('stays paused and due as it is for a hub that starts anew', async () => {
    const tenantId = await tenants.tenantWith({ default: EVERY_MINUTE });
    const due = (await dueAt(tenantId)) as Date;
    const again = await openDatabase({ url: queue.url, poolSize: 2 });
    try {
      const ticked = await tickTenant({ ...tenants.tickDeps, db: again }, { tenantId, now: due });
      expect(ticked.nextDueAt?.getTime()).to.equal(due.getTime() + 60_000);
      await again.transaction((sql) =>
        pauseTenants(sql, 0, { tenantIds: [tenantId], by: 'ann', note: null, until: null }),
      );
    } finally {
      await again.close();
    }
    expect(await tickTenant(tenants.tickDeps, { tenantId, now: due })).to.deep.equal({ runId: null, nextDueAt: null });
    expect(await nominalTimes(tenantId)).to.have.length(1);
  });

  for (const [timeZone, from] of [
    ['Europe/Berlin', '2026-03-28T12:00:00Z'],
    ['Europe/Berlin', '2026-10-24T12:00:00Z'],
    ['America/New_York', '2026-03-07T12:00:00Z'],
    ['America/New_York', '2026-10-31T12:00:00Z'],
  ] as const) {
    it(`makes each time its trigger, once, over the change of clocks in ${timeZone} after ${from.slice(0, 10)}`, async () => {
      const schedule = { kind: 'cron', expression: '30 2,1 * * *', time_zone: timeZone } as const;
      const tenantId = await tenants.tenantWith({ default: schedule });
      const expected = nextTimes({ schedule, tenantId, spreadS: 0 }, new Date(from), 4);
      await setDue(tenantId, expected[0] as Date);
      for (const now of expected) await tickTenant(tenants.tickDeps, { tenantId, now });
      expect(await nominalTimes(tenantId)).to.deep.equal(expected.map((time) => time.toISOString()));
      expect(expected.at(-1)?.getTime()).to.be.lessThan(new Date(from).getTime() + 2.5 * 24 * HOUR_MS);
    });
  }
});
