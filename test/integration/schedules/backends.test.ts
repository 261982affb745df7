import { expect } from 'chai';
import { pushSchedules } from '../../../src/app/schedules/push-schedules.ts';
import { reconcileWhenDue } from '../../../src/app/schedules/reconcile-timers.ts';
import { switchBackend } from '../../../src/app/schedules/switch-backend.ts';
import type { TimerBackend } from '../../../src/contracts/sync-timers.ts';
import type { Schedule } from '../../../src/domain/schedules/schedule.ts';
import { latestTimes } from '../../../src/domain/schedules/schedule-times.ts';
import { SPREAD_S, useScheduleHarness } from '../../support/schedule-harness.ts';
import { strictItems } from '../../support/strict-items.ts';
import { until } from '../../support/until.ts';

/** People get a minute at least; the rules take any number. */
const QUICK: Schedule = { kind: 'interval', every_s: 2 };
const SLOWER: Schedule = { kind: 'interval', every_s: 3 };
const EVERY_MINUTE: Schedule = { kind: 'cron', expression: '* * * * *', time_zone: 'Europe/Berlin' };
const AT_ONCE = { everyS: 0, thoroughEveryS: 0 };

describe('what wakes tenants', function backends() {
  this.timeout(120_000);
  const harness = useScheduleHarness();

  const untilTriggers = (tenantId: number, count: number): Promise<number[]> =>
    until(`tenant ${tenantId} has ${count} triggers`, async () => {
      const times = await harness.nominalTimes(tenantId);
      return times.length >= count && times;
    });
  /** The times that the schedule has from the first to the last of these: none lost, none doubled, none beside them. */
  const wanted = (tenantId: number, schedule: Schedule, times: readonly number[]): number[] => {
    const [from, to] = [new Date(times[0] ?? 0), new Date(times.at(-1) ?? 0)];
    return latestTimes({ schedule, tenantId, spreadS: SPREAD_S }, from, to, 1000).map((time) => time.getTime());
  };
  const change = async (backend: TimerBackend, tenantId: number, set: string): Promise<void> => {
    await harness.db.query(`update tenants set ${set} where id = $1`, [tenantId]);
    await harness.replan([tenantId]);
    await pushSchedules(harness.deps(backend), strictItems());
  };

  for (const backend of ['temporal', 'dispatcher'] as const) {
    describe(`as ${backend}`, () => {
      let [steady, paused, changed, archived, busy] = [0, 0, 0, 0, 0];
      let crons: number[] = [];
      before(async () => {
        await switchBackend(harness.deps(backend));
        [steady = 0, paused = 0, changed = 0, archived = 0, busy = 0] = await harness.tenants(5, QUICK);
        crons = await harness.tenants(15, EVERY_MINUTE);
        harness.hold(busy);
        await pushSchedules(harness.deps(backend), strictItems());
      });
      after(async () => {
        await harness.db.query(`update tenants set archived_at = now() where archived_at is null`);
        await harness.replan([steady, paused, changed, busy, ...crons]);
        await pushSchedules(harness.deps(backend), strictItems());
      });

      it('wakes a tenant at each time of its interval, once', async () => {
        const times = await untilTriggers(steady, 3);
        expect(times).to.deep.equal(wanted(steady, QUICK, times));
        const early = await harness.db.query(`select 1 from triggers where created_at < nominal_at`);
        expect(early).to.have.length(0);
      });

      it('wakes tenants at the times of a cron, each put off by its own', async () => {
        const woken = await until('two tenants were woken by their cron', async () => {
          const all = await Promise.all(crons.map(async (id) => ({ id, times: await harness.nominalTimes(id) })));
          const some = all.filter(({ times }) => times.length > 0);
          return some.length >= 2 && some;
        });
        for (const { id, times } of woken) expect(times).to.deep.equal(wanted(id, EVERY_MINUTE, times));
        const due = await harness.db.query<{ at: Date }>(`select next_due_at as at from tenants where id = any($1)`, [
          crons,
        ]);
        expect(new Set(due.map(({ at }) => at.getTime() % 60_000)).size).to.be.greaterThan(1);
      });

      it('bundles what comes while a run of the tenant goes on', async () => {
        const times = await untilTriggers(busy, 3);
        expect(times).to.deep.equal(wanted(busy, QUICK, times));
        await until('one run goes on and another one has the rest', async () => {
          const runs = await harness.db.query<{ phase: string; triggers: number }>(
            `select r.phase, count(*)::int as triggers from runs r join triggers t on t.run_id = r.id
             where r.tenant_id = $1 group by r.id, r.phase order by r.id`,
            [busy],
          );
          expect(runs.length).to.be.at.most(2);
          return runs[0]?.phase === 'running' && runs[1]?.phase === 'queued' && runs[1].triggers >= 2;
        });
        harness.release(busy);
        await until('the bundled run has ended', async () => {
          const rows = await harness.db.query<{ phase: string }>(
            `select phase from runs where tenant_id = $1 order by id limit 2`,
            [busy],
          );
          return rows.every(({ phase }) => phase === 'succeeded');
        });
      });

      it('leaves a paused tenant alone, and catches nothing up when it is resumed', async () => {
        await change(backend, paused, `is_paused = true, paused_by = 'somebody'`);
        const before = await harness.nominalTimes(paused);
        await untilTriggers(steady, (await harness.nominalTimes(steady)).length + 2);
        expect(await harness.nominalTimes(paused)).to.deep.equal(before);
        const resumedAt = Date.now();
        await change(backend, paused, `is_paused = false, paused_by = null`);
        const times = (await untilTriggers(paused, before.length + 2)).slice(before.length);
        expect(times[0]).to.be.greaterThan(resumedAt - 1_000);
        expect(times).to.deep.equal(wanted(paused, QUICK, times));
      });

      it('goes by a changed schedule from then on', async () => {
        const before = await untilTriggers(changed, 1);
        await change(backend, changed, `schedule = '${JSON.stringify(SLOWER)}'`);
        const old = (await harness.nominalTimes(changed)).length;
        const times = (await untilTriggers(changed, Math.max(old, before.length) + 2)).slice(old);
        expect(times).to.deep.equal(wanted(changed, SLOWER, times));
      });

      it('wakes an archived tenant no more', async () => {
        await change(backend, archived, `archived_at = now()`);
        const before = await harness.nominalTimes(archived);
        await untilTriggers(steady, (await harness.nominalTimes(steady)).length + 2);
        expect(await harness.nominalTimes(archived)).to.deep.equal(before);
        expect(await harness.deps(backend).timers.exists(`sync:${archived}`)).to.equal(false);
      });

      it('comes back after Temporal was lost with all that it stored', async () => {
        await harness.loseTemporal();
        await reconcileWhenDue(harness.deps(backend), AT_ONCE, strictItems());
        const count = (await harness.nominalTimes(steady)).length;
        const times = await untilTriggers(steady, count + 2);
        const first = times[count] ?? 0;
        expect(times.slice(count)).to.deep.equal(wanted(steady, QUICK, [first, times.at(-1) ?? 0]));
      });
    });
  }
});
