import { expect } from 'chai';
import { requestCancelRun } from '../../../src/app/runs/cancel-run.ts';
import { useActingRuns } from '../../support/acting-runs.ts';
import { ATTEMPT_LIMITS } from '../../support/test-executor.ts';

describe('executing runs', () => {
  const runs = useActingRuns();

  it('stops a run at its time limit, also where it then exits with 0', async () => {
    const { runId } = await runs.begin('sleep', { limits: { time_s: 1 } });
    await runs.executor.execute(runId, null);
    expect((await runs.runOf(runId)).failure).to.include({ class: 'timeout', exit_code: 0 });
    expect(await runs.logOf(runId)).to.include('stopping');
  });

  it('cancels a running run once it was asked, with its grace', async () => {
    const { runId, tenantId } = await runs.begin('sleep');
    const done = runs.executor.execute(runId, null);
    await runs.untilLogged(runId);
    await requestCancelRun(runs.db, { runId, requestedBy: 'test' });
    runs.executor.cancel(runId);
    await done;
    expect((await runs.runOf(runId)).phase).to.equal('cancelled');
    expect(await runs.db.query(`select 1 from tenant_metadata where tenant_id = $1`, [tenantId])).to.have.length(0);
  });

  it('kills what ignores SIGTERM after the grace', async () => {
    const stubborn = runs.anotherExecutor({ attemptLimits: { ...ATTEMPT_LIMITS, graceMs: 200 } });
    const { runId } = await runs.begin('stubborn');
    const done = stubborn.execute(runId, null);
    await runs.untilLogged(runId);
    await requestCancelRun(runs.db, { runId, requestedBy: 'test' });
    stubborn.cancel(runId);
    await done;
    expect((await runs.runOf(runId)).phase).to.equal('cancelled');
  });

  it('ends without waiting for the attempt where its patience is over, and can be asked again', async () => {
    const { runId } = await runs.begin('sleep');
    expect(await runs.executor.execute(runId, 1)).to.deep.equal({ kind: 'continue' });
    await runs.untilLogged(runId);
    await requestCancelRun(runs.db, { runId, requestedBy: 'test' });
    runs.executor.cancel(runId);
    expect(await runs.executor.execute(runId, null)).to.deep.equal({ kind: 'final', phase: 'cancelled' });
  });

  it('stops at drain as worker_shutdown, tried again and not counted', async () => {
    const draining = runs.anotherExecutor();
    const { runId } = await runs.begin('sleep');
    const done = draining.execute(runId, null);
    await runs.untilLogged(runId);
    await draining.drain({ drainMs: 0, stopMs: 60_000 });
    expect((await done).kind).to.equal('retry');
    const attempts = await runs.db.query<{ is_counted: boolean; failure: { reason: string } }>(
      `select is_counted, failure from attempts where run_id = $1`,
      [runId],
    );
    expect(attempts[0]?.is_counted).to.equal(false);
    expect(attempts[0]?.failure.reason).to.equal('worker_shutdown');
    await requestCancelRun(runs.db, { runId, requestedBy: 'test' });
    expect((await runs.executor.execute(runId, null)).kind).to.equal('retry');
    expect(await runs.executor.execute(runId, null)).to.deep.equal({ kind: 'final', phase: 'cancelled' });
  });

  it('does not begin a second attempt while one is live elsewhere', async () => {
    const other = runs.anotherExecutor();
    const { runId } = await runs.begin('sleep');
    const done = runs.executor.execute(runId, null);
    await runs.untilLogged(runId);
    expect(await other.execute(runId, 10)).to.deep.equal({ kind: 'continue' });
    expect(other.liveCount).to.equal(0);
    await requestCancelRun(runs.db, { runId, requestedBy: 'test' });
    runs.executor.cancel(runId);
    await done;
  });

  it('says in the log that the workflow of a live run was terminated in Temporal, and goes on', async () => {
    const { runId } = await runs.begin('sleep');
    const done = runs.executor.execute(runId, null);
    await runs.untilLogged(runId);
    runs.executor.reportTerminatedWorkflow(runId);
    await requestCancelRun(runs.db, { runId, requestedBy: 'test' });
    runs.executor.cancel(runId);
    await done;
    expect((await runs.logOf(runId)).join('\n')).to.contain('was terminated in Temporal. The run goes on');
  });
});
