import { ScheduleOverlapPolicy } from '@temporalio/client';
import { expect } from 'chai';
import { pushSchedules } from '../../../src/app/schedules/push-schedules.ts';
import { reconcileWhenDue } from '../../../src/app/schedules/reconcile-timers.ts';
import { requestReconciliation } from '../../../src/app/schedules/request-reconciliation.ts';
import { switchBackend } from '../../../src/app/schedules/switch-backend.ts';
import { tickOverdue } from '../../../src/app/schedules/tick-overdue.ts';
import { listReconciliations, type Reconciliation } from '../../../src/db/stores/schedules/reconciliation-store.ts';
import type { Schedule } from '../../../src/domain/schedules/schedule.ts';
import { useScheduleHarness } from '../../support/schedule-harness.ts';
import { strictItems } from '../../support/strict-items.ts';
import { until } from '../../support/until.ts';

const HOURLY: Schedule = { kind: 'interval', every_s: 3600 };
const DAILY: Schedule = { kind: 'cron', expression: '0 6 * * *', time_zone: 'Europe/Berlin' };
const QUICK: Schedule = { kind: 'interval', every_s: 2 };
/** A pass each time, and a thorough one each time. */
const THOROUGH = { everyS: 0, thoroughEveryS: 0 };
const BY_LIST = { everyS: 0, thoroughEveryS: 1_000_000 };

describe('passes over the timers', function reconcile() {
  this.timeout(120_000);
  const harness = useScheduleHarness();

  const deps = () => harness.deps('temporal');
  const scheduled = async (count: number, schedule: Schedule): Promise<number[]> => {
    const tenantIds = await harness.tenants(count, schedule);
    await pushSchedules(deps(), strictItems());
    return tenantIds;
  };
  const scheduleOf = (tenantId: number) => harness.client.schedule.getHandle(`sync:${tenantId}`);
  const pass = async (times = THOROUGH): Promise<Reconciliation> => {
    expect(await reconcileWhenDue(deps(), times, strictItems())).to.equal(true);
    return (await listReconciliations(harness.db, 1))[0] as Reconciliation;
  };
  const driftOf = (found: Reconciliation): Record<string, string> =>
    Object.fromEntries(found.drift.map(({ schedule_id: id, drift }) => [id, drift]));

  it('find nothing where everything is as it was told', async () => {
    await scheduled(2, HOURLY);
    await scheduled(2, DAILY);
    const found = await pass();
    expect(found).to.include({ failure: null, backend: 'temporal', isThorough: true, checkedCount: 4 });
    expect(found.drift).to.deep.equal([]);
    expect(found.finishedAt).to.be.instanceOf(Date);
  });

  it('repair what people did in Temporal, and record it', async () => {
    const [deleted = 0, paused = 0, edited = 0, argued = 0, limited = 0] = await scheduled(5, HOURLY);
    const [cron = 0] = await scheduled(1, DAILY);
    const [unpaused = 0] = await harness.tenants(1, HOURLY);
    await harness.db.query(`update tenants set is_paused = true, paused_by = 'somebody' where id = $1`, [unpaused]);
    await harness.replan([unpaused]);
    await pushSchedules(deps(), strictItems());
    expect((await scheduleOf(unpaused).describe()).state).to.deep.include({ paused: true, note: 'Paused by somebody' });

    await scheduleOf(deleted).delete();
    await scheduleOf(paused).pause('by hand');
    await scheduleOf(unpaused).unpause();
    await scheduleOf(edited).update((was) => ({ ...was, spec: { intervals: [{ every: '2 hours' }] } }));
    await scheduleOf(cron).update((was) => ({ ...was, spec: { calendars: [{ hour: 6 }], timezone: 'Europe/Berlin' } }));
    await scheduleOf(argued).update((was) => ({ ...was, action: { ...was.action, args: [{ tenantId: 1 }] } }));
    await scheduleOf(limited).update((was) => ({
      ...was,
      policies: { ...was.policies, overlap: ScheduleOverlapPolicy.SKIP },
    }));
    await harness.client.schedule.create({
      scheduleId: 'sync:999999',
      spec: { intervals: [{ every: '1 hour' }] },
      action: {
        type: 'startWorkflow',
        workflowType: 'tickWorkflow',
        taskQueue: 'nobody',
        args: [{ tenantId: 999_999 }],
      },
    });
    await until('the list names the orphan', async () => {
      for await (const { scheduleId } of harness.client.schedule.list()) if (scheduleId === 'sync:999999') return true;
      return false;
    });

    const found = await pass();
    expect(driftOf(found)).to.deep.equal({
      [`sync:${deleted}`]: 'missing',
      [`sync:${paused}`]: 'paused_by_hand',
      [`sync:${unpaused}`]: 'unpaused_by_hand',
      [`sync:${edited}`]: 'wrong_times',
      [`sync:${cron}`]: 'wrong_times',
      [`sync:${argued}`]: 'wrong_action',
      [`sync:${limited}`]: 'wrong_policy',
      'sync:999999': 'orphaned',
    });
    expect(found.driftCounts).to.include({ wrong_times: 2, orphaned: 1 });
    const [entry] = await harness.db.query<{ actor: string; after: object }>(
      `select actor, after from activity where action = 'schedules.repaired' order by id desc limit 1`,
    );
    expect(entry).to.deep.include({ actor: 'hub' });
    expect((await pass()).drift).to.deep.equal([]);
  });

  it('see in the list alone what was paused or deleted', async () => {
    const [deleted = 0, paused = 0] = await scheduled(2, HOURLY);
    await scheduleOf(deleted).delete();
    await scheduleOf(paused).pause('by hand');
    await until('the list knows', async () => {
      let isKnown = false;
      for await (const { scheduleId, state } of harness.client.schedule.list()) {
        if (scheduleId === `sync:${deleted}`) return false;
        if (scheduleId === `sync:${paused}`) isKnown = state.paused;
      }
      return isKnown;
    });
    const found = await pass(BY_LIST);
    expect(found.isThorough).to.equal(false);
    expect(driftOf(found)).to.deep.equal({ [`sync:${deleted}`]: 'missing', [`sync:${paused}`]: 'paused_by_hand' });
  });

  it('take away what an archived tenant or a restored database left behind', async () => {
    const [archived = 0] = await scheduled(1, HOURLY);
    await harness.db.query(
      `update tenants set archived_at = now(), next_due_at = null, timer_set_at = null where id = $1`,
      [archived],
    );
    expect(driftOf(await pass())).to.deep.equal({ [`sync:${archived}`]: 'orphaned' });
    expect(await deps().timers.exists(`sync:${archived}`)).to.equal(false);
  });

  it('say so where Temporal does not answer, and are tried again later', async () => {
    const away = { ...deps(), timers: { ...deps().timers, list: () => failing() } };
    const error = await reconcileWhenDue(away, THOROUGH, strictItems()).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Error);
    const [last] = await listReconciliations(harness.db, 1);
    expect(last?.failure).to.equal('The hub failed.');
    expect(last?.finishedAt).to.be.instanceOf(Date);
  });

  it('are asked for once, however often', async () => {
    const first = await requestReconciliation(harness.db, 'somebody');
    const second = await requestReconciliation(harness.db, 'somebody else');
    expect(second.id).to.equal(first.id);
    expect(await pass({ everyS: 1_000_000, thoroughEveryS: 1_000_000 })).to.include({ requestedBy: 'somebody' });
    expect(await reconcileWhenDue(deps(), { everyS: 1_000_000, thoroughEveryS: 1_000_000 }, strictItems())).to.equal(
      false,
    );
  });

  it('have crons told more times before they run out', async () => {
    const [cron = 0] = await scheduled(1, DAILY);
    const [row] = await harness.db.query<{ at: Date }>(`select timer_refill_at as at from tenants where id = $1`, [
      cron,
    ]);
    expect(row?.at).to.be.greaterThan(new Date());
    await scheduleOf(cron).update((was) => ({
      ...was,
      spec: { calendars: [{ year: 2020, month: 'MAY', dayOfMonth: 1 }] },
    }));
    await harness.db.query(`update tenants set timer_refill_at = now() where id = $1`, [cron]);
    await pushSchedules(deps(), strictItems());
    expect((await scheduleOf(cron).describe()).spec.calendars).to.have.length(48);
  });

  it('are requested by the fallback sweep, which ticks tenants that were not woken', async () => {
    const [forgotten = 0] = await scheduled(1, HOURLY);
    const dueAt = new Date(Date.now() - 40_000);
    await harness.db.query(`update tenants set next_due_at = $2 where id = $1`, [forgotten, dueAt]);
    await harness.db.query(`update schedule_reconciliations set started_at = started_at - interval '1 hour'`);
    await tickOverdue(deps(), strictItems());
    const [tenant] = await harness.db.query<{ due: Date }>(`select next_due_at as due from tenants where id = $1`, [
      forgotten,
    ]);
    expect(tenant?.due).to.be.greaterThan(new Date());
    const [asked] = await listReconciliations(harness.db, 1);
    expect(asked).to.include({ requestedBy: 'fallback sweep', startedAt: null });
  });
});

describe('more tenants than single timers are made for', function converting() {
  this.timeout(120_000);
  const harness = useScheduleHarness();

  it('are dispatched, and woken by timers again when they get fewer, without a gap', async () => {
    const [steady = 0, ...others] = await harness.tenants(4, QUICK);
    const bound = (dispatcherAbove: number) => ({
      ...harness.deps('temporal'),
      setting: { backend: 'auto' as const, dispatcherAbove },
    });
    const settle = async (dispatcherAbove: number, schedules: readonly string[]): Promise<void> => {
      await until(`the schedules are ${schedules.join(' ')}`, async () => {
        await switchBackend(bound(dispatcherAbove));
        await pushSchedules(bound(dispatcherAbove), strictItems());
        const names: string[] = [];
        for await (const { scheduleId } of harness.client.schedule.list()) names.push(scheduleId);
        return names.sort().join() === [...schedules].sort().join();
      });
    };
    const single = [steady, ...others].map((id) => `sync:${id}`);
    const isDispatching = async (): Promise<boolean> => {
      const [row] = await harness.db.query<{ on: boolean }>(`select has_dispatchers as on from timer_backend`);
      return row?.on === true;
    };
    const fire = async (): Promise<number[]> => {
      const count = (await harness.nominalTimes(steady)).length;
      return until('it was woken twice more', async () => {
        const times = await harness.nominalTimes(steady);
        return times.length >= count + 2 && times;
      });
    };
    await settle(4, single);
    await fire();
    await settle(3, []);
    await fire();
    expect(await isDispatching()).to.equal(true);
    await settle(10, single);
    await until('dispatching has ended', async () => {
      await switchBackend(bound(10));
      return !(await isDispatching());
    });
    const times = await fire();
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(new Set(gaps)).to.deep.equal(new Set([2_000]));
  });
});

/** A list that fails at its first step. */
async function* failing(): AsyncIterable<never> {
  yield await Promise.reject(new Error('away'));
}
