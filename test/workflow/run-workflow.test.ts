import type { WorkflowHandle } from '@temporalio/client';
import { expect } from 'chai';
import type { ExecuteRunOutcome } from '../../src/contracts/run-workflow.ts';
import { runWorkflow } from '../../workflows/run.ts';
import type { Step } from '../support/scripted-activities.ts';
import { useScriptedWorkflows } from '../support/scripted-workflows.ts';

const HOUR_MS = 3_600_000;

const succeeded: ExecuteRunOutcome = { kind: 'final', phase: 'succeeded' };
const cancelled: ExecuteRunOutcome = { kind: 'final', phase: 'cancelled' };
const goesOn: ExecuteRunOutcome = { kind: 'continue' };

describe('the run workflow', function runWorkflowSuite() {
  this.timeout(20_000);
  const workflows = useScriptedWorkflows();
  const { scripted } = workflows;
  let lastRunId = 0;

  const start = async (...steps: readonly Step<ExecuteRunOutcome>[]) => {
    lastRunId += 1;
    const runId = lastRunId;
    scripted.script(runId, ...steps);
    const handle = await workflows.start(runWorkflow, `run:${runId}`, { runId });
    return { runId, handle };
  };

  it('is over after one short call where the run ends in its first seconds', async () => {
    const { runId, handle } = await start(succeeded);
    expect(await handle.result()).to.deep.equal({ phase: 'succeeded' });
    expect(scripted.calls(runId)).to.deep.equal(['executeRun 3000']);
  });

  it('takes seven events for a short run', async () => {
    const { handle } = await start(succeeded);
    await handle.result();
    expect((await handle.fetchHistory()).events).to.have.length(7);
  });

  it('waits for a longer run without a bound', async () => {
    const { runId, handle } = await start(goesOn, goesOn, succeeded);
    expect(await handle.result()).to.deep.equal({ phase: 'succeeded' });
    expect(scripted.calls(runId)).to.deep.equal(['executeRun 3000', 'executeRun null', 'executeRun null']);
  });

  it('ends with a phase, not with an error, where the run failed', async () => {
    const { handle } = await start({ kind: 'final', phase: 'failed' });
    expect(await handle.result()).to.deep.equal({ phase: 'failed' });
  });

  it('waits out a back-off between two attempts', async () => {
    const { runId, handle } = await start({ kind: 'retry', delayMs: HOUR_MS }, succeeded);
    expect(await handle.result()).to.deep.equal({ phase: 'succeeded' });
    expect(scripted.calls(runId)).to.have.length(2);
    expect(await durationMs(handle)).to.be.at.least(HOUR_MS);
  });

  it('asks again where an attempt is due at once', async () => {
    const { runId, handle } = await start({ kind: 'retry', delayMs: 0 }, { kind: 'retry', delayMs: 0 }, succeeded);
    expect(await handle.result()).to.deep.equal({ phase: 'succeeded' });
    expect(scripted.calls(runId)).to.have.length(3);
  });

  it('asks again where a call fails, first and later', async () => {
    const away = new Error('The database does not answer.');
    const { runId, handle } = await start(away, away, goesOn, away, succeeded);
    expect(await handle.result()).to.deep.equal({ phase: 'succeeded' });
    expect(scripted.calls(runId)).to.have.length(5);
  });

  it('takes a cancel in Temporal for a request, and ends with what came of it', async () => {
    const { runId, handle } = await start(goesOn, 'until-cancelled', cancelled);
    await scripted.untilCalls(runId, 2);
    await handle.cancel();
    expect(await handle.result()).to.deep.equal({ phase: 'cancelled' });
    expect(scripted.calls(runId).slice(2)).to.deep.equal(['requestRunCancel', 'executeRun null']);
    expect((await handle.describe()).status.name).to.equal('COMPLETED');
  });

  it('takes a cancel in a back-off for a request', async () => {
    const { runId, handle } = await start({ kind: 'retry', delayMs: 24 * HOUR_MS }, cancelled);
    await scripted.untilCalls(runId, 1);
    await handle.cancel();
    expect(await handle.result()).to.deep.equal({ phase: 'cancelled' });
    expect(scripted.calls(runId)).to.deep.equal(['executeRun 3000', 'requestRunCancel', 'executeRun null']);
  });

  it('says that a run succeeded where the cancel came too late', async () => {
    const { runId, handle } = await start(goesOn, 'until-cancelled', succeeded);
    await scripted.untilCalls(runId, 2);
    await handle.cancel();
    expect(await handle.result()).to.deep.equal({ phase: 'succeeded' });
  });
});

async function durationMs(handle: WorkflowHandle): Promise<number> {
  const { startTime, closeTime } = await handle.describe();
  return (closeTime?.getTime() ?? 0) - startTime.getTime();
}
