import { expect } from 'chai';
import { pauseTenant, resumeTenant } from '../../../src/app/schedules/pause-tenant.ts';
import { resumeExpiredPauses } from '../../../src/app/schedules/resume-tenants.ts';
import { tickTenant } from '../../../src/app/schedules/tick-tenant.ts';
import { readRunWaits } from '../../../src/db/stores/runs/run-waits.ts';
import type { RunMode, TriggerSource } from '../../../src/domain/runs/run-lane.ts';
import { expectAppError } from '../../support/expect-app-error.ts';
import { plannedTenants } from '../../support/planned-tenants.ts';
import { registerTestWorker } from '../../support/run-fixture.ts';
import { useRunQueue, WIDE_CAPS } from '../../support/run-queue.ts';
import { strictItems } from '../../support/strict-items.ts';

const HOURLY = { kind: 'interval', every_s: 3600 };

interface PauseState {
  readonly is_paused: boolean;
  readonly paused_by: string | null;
  readonly pause_note: string | null;
  readonly paused_until: Date | null;
  readonly next_due_at: Date | null;
  readonly schedule_version: number;
}

describe('a pause', () => {
  const queue = useRunQueue();
  const tenants = plannedTenants(queue);

  const scheduledTenant = (): Promise<number> => tenants.tenantWith({ default: HOURLY });
  const stateOf = async (tenantId: number): Promise<PauseState> => {
    const [row] = await queue.db.query<PauseState>(
      `select is_paused, paused_by, pause_note, paused_until, next_due_at, schedule_version from tenants where id = $1`,
      [tenantId],
    );
    if (!row) throw new Error('no tenant');
    return row;
  };
  const pause = (tenantId: number, fields: { note?: string | null; until?: Date | null } = {}) =>
    queue.db.transaction((sql) => pauseTenant(sql, 0, { tenantId, by: 'ann', ...fields }));
  const resume = (tenantId: number) => queue.db.transaction((sql) => resumeTenant(sql, 0, tenantId, 'bob'));
  const trigger = (tenantId: number, source: TriggerSource, mode: RunMode) => queue.accept(tenantId, { source, mode });
  const tickDue = async (tenantId: number) =>
    tickTenant(tenants.tickDeps, { tenantId, now: (await stateOf(tenantId)).next_due_at ?? new Date() });

  it('keeps who, when, note and until, here and in the history, and stops the schedule', async () => {
    const tenantId = await scheduledTenant();
    const before = await stateOf(tenantId);
    const until = new Date(Date.now() + 3_600_000);
    await pause(tenantId, { note: 'stock-taking', until });
    const paused = await stateOf(tenantId);
    expect(paused).to.deep.include({
      is_paused: true,
      paused_by: 'ann',
      pause_note: 'stock-taking',
      next_due_at: null,
    });
    expect(paused.paused_until).to.deep.equal(until);
    expect(paused.schedule_version).to.be.greaterThan(before.schedule_version);
    await resume(tenantId);
    const [history, ...more] = await queue.db.query(
      `select paused_by, note, until, resumed_by, resumed_at >= paused_at as ended from tenant_pauses where tenant_id = $1`,
      [tenantId],
    );
    expect(history).to.deep.equal({
      ...{ paused_by: 'ann', note: 'stock-taking', until, resumed_by: 'bob', ended: true },
    });
    expect(more).to.deep.equal([]);
  });

  it('asked again changes only what is said, and keeps since when and by whom it is', async () => {
    const tenantId = await scheduledTenant();
    await pause(tenantId, { note: 'first' });
    const versions = [(await stateOf(tenantId)).schedule_version];
    await pause(tenantId);
    versions.push((await stateOf(tenantId)).schedule_version);
    expect(versions[0], 'nothing said').to.equal(versions[1]);
    await pause(tenantId, { note: 'second' });
    expect(await stateOf(tenantId)).to.deep.include({ paused_by: 'ann', pause_note: 'second', paused_until: null });
    const rows = await queue.db.query(`select note from tenant_pauses where tenant_id = $1`, [tenantId]);
    expect(rows).to.deep.equal([{ note: 'second' }]);
  });

  it('refuses an end that has passed, an archived tenant and one that is not there', async () => {
    const tenantId = await scheduledTenant();
    await expectAppError(pause(tenantId, { until: new Date(Date.now() - 1000) }), 'invalid_input');
    await queue.db.query(`update tenants set archived_at = now() where id = $1`, [tenantId]);
    await expectAppError(pause(tenantId), 'archived');
    await expectAppError(resume(tenantId), 'archived');
    await expectAppError(pause(999_999_999), 'not_found');
  });

  it("cancels the schedule's queued run, leaves other queued ones and what runs", async () => {
    const tenantId = await scheduledTenant();
    await registerTestWorker(queue.db, 4);
    const running = (await trigger(tenantId, 'api', 'normal')).runId;
    const queued = (await trigger(tenantId, 'api', 'normal')).runId;
    await tickDue(tenantId);
    const [scheduled] = await queue.db.query<{ id: number }>(
      `select id from runs where tenant_id = $1 and lane = 'schedule'`,
      [tenantId],
    );
    await pause(tenantId);
    expect(await queue.phaseOf(running)).to.equal('running');
    expect(await queue.phaseOf(queued)).to.equal('queued');
    expect(await queue.phaseOf(scheduled?.id ?? 0)).to.equal('cancelled');
  });

  it('lets webhooks wait until the resume, then run', async () => {
    const tenantId = await scheduledTenant();
    await registerTestWorker(queue.db, 4);
    await pause(tenantId);
    const { runId, isAdmitted } = await trigger(tenantId, 'webhook', 'webhook');
    expect(isAdmitted).to.equal(false);
    expect(await queue.admit()).to.deep.equal([]);
    expect((await readRunWaits(queue.db, WIDE_CAPS, [runId])).get(runId)).to.deep.equal({
      waitingFor: 'paused',
      queuePosition: null,
    });
    const other = await scheduledTenant();
    expect((await trigger(other, 'api', 'normal')).isAdmitted, 'waits for nobody').to.equal(true);
    await resume(tenantId);
    expect(await queue.admit()).to.deep.equal([runId]);
  });

  it('lets a sync by hand go on, with the webhooks that it finds waiting', async () => {
    const tenantId = await scheduledTenant();
    await registerTestWorker(queue.db, 4);
    await pause(tenantId);
    const hook = await trigger(tenantId, 'webhook', 'webhook');
    const sync = await trigger(tenantId, 'hub', 'normal');
    expect(sync).to.deep.include({ runId: hook.runId, isAdmitted: true });
    const init = await trigger(await pausedTenant(), 'hub', 'init');
    expect(init.isAdmitted).to.equal(true);
  });

  async function pausedTenant(): Promise<number> {
    const tenantId = await scheduledTenant();
    await pause(tenantId);
    return tenantId;
  }

  it('is ended by a resume from the next time on; nothing is caught up', async () => {
    const tenantId = await pausedTenant();
    expect(await tickDue(tenantId)).to.deep.equal({ runId: null, nextDueAt: null });
    await resume(tenantId);
    const due = (await stateOf(tenantId)).next_due_at as Date;
    expect(due.getTime()).to.be.greaterThan(Date.now() - 1000);
    await tickTenant(tenants.tickDeps, { tenantId });
    const [row] = await queue.db.query(`select count(*) as triggers from triggers where tenant_id = $1`, [tenantId]);
    expect(row).to.deep.equal({ triggers: 0 });
  });

  it('ends at its until, by the pass over all as by a tick, and says so', async () => {
    const [first, second, later] = [await scheduledTenant(), await scheduledTenant(), await scheduledTenant()];
    const soon = new Date(Date.now() + 60_000);
    for (const tenantId of [first, second, later]) await pause(tenantId, { until: soon });
    await queue.db.query(`update tenants set paused_until = now() - interval '1 second' where id = any($1::bigint[])`, [
      [first, second],
    ]);
    expect((await tickTenant(tenants.tickDeps, { tenantId: first })).nextDueAt).to.be.instanceOf(Date);
    const ended = await Promise.all([
      resumeExpiredPauses(queue.db, 0, strictItems()),
      resumeExpiredPauses(queue.db, 0, strictItems()),
    ]);
    expect(ended.sort()).to.deep.equal([0, 1]);
    const pauses = await queue.db.query(
      `select tenant_id, resumed_by from tenant_pauses where tenant_id = any($1::bigint[]) order by tenant_id`,
      [[first, second, later]],
    );
    expect(pauses).to.deep.equal([
      { tenant_id: first, resumed_by: 'until' },
      { tenant_id: second, resumed_by: 'until' },
      { tenant_id: later, resumed_by: null },
    ]);
  });
});
