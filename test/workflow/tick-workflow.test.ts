import { Worker } from '@temporalio/worker';
import { expect } from 'chai';
import type { ExecuteRunOutcome } from '../../src/contracts/run-workflow.ts';
import type { TickedRun } from '../../src/contracts/tick-workflow.ts';
import type { tickWorkflow } from '../../workflows/tick.ts';
import { ScriptedActivities, type Step } from '../support/scripted-activities.ts';
import { useTimeSkipping } from '../support/temporal-time-skipping.ts';
import { testWorkflowBundle } from '../support/workflow-bundle.ts';

const TASK_QUEUE = 'tick-workflow';
const HOUR_MS = 3_600_000;

const succeeded: ExecuteRunOutcome = { kind: 'final', phase: 'succeeded' };
const cancelled: ExecuteRunOutcome = { kind: 'final', phase: 'cancelled' };
const goesOn: ExecuteRunOutcome = { kind: 'continue' };
const admitted = (outcome: ExecuteRunOutcome): TickedRun => ({ runId: 0, mode: 'normal', releaseId: 3, outcome });

describe('the tick workflow', function tickWorkflowSuite() {
  this.timeout(20_000);
  // Hooks run in this order: the worker ends before its Temporal does.
  after(async () => {
    worker?.shutdown();
    await working;
  });
  const temporal = useTimeSkipping();
  const scripted = new ScriptedActivities();
  let worker: Worker | undefined;
  let working: Promise<void> | undefined;
  let lastId = 0;

  before(async function startWorker() {
    this.timeout(60_000);
    worker = await Worker.create({
      connection: temporal.environment().nativeConnection,
      taskQueue: TASK_QUEUE,
      workflowBundle: await testWorkflowBundle(),
      activities: scripted.activities,
      maxHeartbeatThrottleInterval: '200 milliseconds',
    });
    working = worker.run();
  });

  const start = async (...steps: readonly Step<ExecuteRunOutcome | TickedRun | null>[]) => {
    lastId += 1;
    const tenantId = lastId;
    scripted.script(tenantId, ...steps);
    const handle = await temporal.environment().client.workflow.start<typeof tickWorkflow>('tickWorkflow', {
      workflowId: `sync:${tenantId}`,
      taskQueue: TASK_QUEUE,
      args: [{ tenantId }],
    });
    return { tenantId, handle };
  };

  it('ends after one short call where nothing was admitted', async () => {
    const { tenantId, handle } = await start(null);
    expect(await handle.result()).to.deep.equal({ runId: null, phase: null });
    expect(scripted.calls(tenantId)).to.deep.equal(['tickTenant 3000']);
    expect((await handle.fetchHistory()).events).to.have.length(6);
  });

  it('takes seven events for a tick and its short run together', async () => {
    const { tenantId, handle } = await start(admitted(succeeded));
    expect(await handle.result()).to.deep.equal({ runId: tenantId, phase: 'succeeded' });
    expect((await handle.fetchHistory()).events).to.have.length(7);
  });

  it('carries a longer run out as the run workflow does', async () => {
    const { tenantId, handle } = await start(admitted(goesOn), { kind: 'retry', delayMs: HOUR_MS }, succeeded);
    expect(await handle.result()).to.deep.equal({ runId: tenantId, phase: 'succeeded' });
    expect(scripted.calls(tenantId)).to.deep.equal(['tickTenant 3000', 'executeRun null', 'executeRun null']);
  });

  it('ticks again where the call fails', async () => {
    const away = new Error('The database does not answer.');
    const { tenantId, handle } = await start(away, away, admitted(succeeded));
    expect(await handle.result()).to.deep.equal({ runId: tenantId, phase: 'succeeded' });
    expect(scripted.calls(tenantId)).to.have.length(3);
  });

  it('takes a cancel in Temporal for a request to cancel the run', async () => {
    const { tenantId, handle } = await start(admitted(goesOn), 'until-cancelled', cancelled);
    await scripted.untilCalls(tenantId, 2);
    await handle.cancel();
    expect(await handle.result()).to.deep.equal({ runId: tenantId, phase: 'cancelled' });
    expect(scripted.calls(tenantId).slice(2)).to.deep.equal(['requestRunCancel', 'executeRun null']);
  });
});
