import { expect } from 'chai';
import type { ExecuteRunOutcome } from '../../src/contracts/run-workflow.ts';
import type { TickedRun } from '../../src/contracts/tick-workflow.ts';
import { tickWorkflow } from '../../workflows/tick.ts';
import type { Step } from '../support/scripted-activities.ts';
import { useScriptedWorkflows } from '../support/scripted-workflows.ts';

const HOUR_MS = 3_600_000;

const succeeded: ExecuteRunOutcome = { kind: 'final', phase: 'succeeded' };
const cancelled: ExecuteRunOutcome = { kind: 'final', phase: 'cancelled' };
const goesOn: ExecuteRunOutcome = { kind: 'continue' };
const admitted = (outcome: ExecuteRunOutcome): TickedRun => ({ runId: 0, mode: 'normal', releaseId: 3, outcome });

describe('the tick workflow', function tickWorkflowSuite() {
  this.timeout(20_000);
  const workflows = useScriptedWorkflows();
  const { scripted } = workflows;
  let lastId = 0;

  const start = async (...steps: readonly Step<ExecuteRunOutcome | TickedRun | null>[]) => {
    lastId += 1;
    const tenantId = lastId;
    scripted.script(tenantId, ...steps);
    const handle = await workflows.start(tickWorkflow, `sync:${tenantId}`, { tenantId });
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
