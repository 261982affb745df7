import type { WorkflowHandle } from '@temporalio/client';
import { expect } from 'chai';
import type { RolloutView } from '../../src/contracts/rollout-workflow.ts';
import type { NextMove } from '../../src/domain/rollouts/next-move.ts';
import type { RolloutState } from '../../src/domain/rollouts/rollout-state.ts';
import { rolloutWorkflow } from '../../workflows/rollout.ts';
import { useScriptedWorkflows } from '../support/scripted-workflows.ts';

const TOTAL = 400_000;
/** Above what the workflow lets its history grow to: the pages of all lanes that are under way at that moment. */
const MAX_EVENTS = 4_100;

describe('the history of a rollout', function rolloutHistory() {
  this.timeout(180_000);
  const workflows = useScriptedWorkflows();
  const { scripted } = workflows;

  const view = (state: RolloutState, next: NextMove): RolloutView => ({ state, next, total: TOTAL, step: 0 });
  const apply = view('running', { do: 'apply', from: 1, upTo: TOTAL });

  async function start(rolloutId: number, ...steps: readonly RolloutView[]) {
    scripted.script(rolloutId, ...steps);
    return workflows.start(rolloutWorkflow, `rollout:${rolloutId}`, { rolloutId });
  }

  /** Events of the run that a handle was made for; newer runs of the workflow have handles of their own. */
  const eventsOf = async (handle: WorkflowHandle, runId: string): Promise<number> =>
    (await workflows.environment().client.workflow.getHandle(handle.workflowId, runId).describe()).historyLength;

  it('stays short over many pages, and keeps its counts', async () => {
    const handle = await start(1, apply, apply, view('paused', { do: 'wait' }), view('completed', { do: 'end' }));
    await scripted.untilCalls(1, 3);
    expect(await eventsOf(handle, handle.firstExecutionRunId)).to.be.within(3_000, MAX_EVENTS);
    const latest = workflows.environment().client.workflow.getHandle(handle.workflowId);
    const { moved } = await latest.query<{ moved: number }>('rolloutProgress');
    expect(moved).to.be.greaterThan(700);
    await latest.executeUpdate('resumeRollout', { args: [{ actor: 'someone' }], updateId: 'on' });
    expect(await latest.result()).to.deep.equal({ state: 'completed' });
  });

  it('does not take a decision twice that is sent again to its next run', async () => {
    const paused = view('paused', { do: 'wait' });
    const handle = await start(2, apply, paused, apply, paused, view('completed', { do: 'end' }));
    const latest = workflows.environment().client.workflow.getHandle(handle.workflowId);
    const decide = (name: string, updateId: string) =>
      latest.executeUpdate(`${name}Rollout`, { args: [{ actor: 'someone' }], updateId });
    const first = await decide('pause', 'one');
    await scripted.untilCalls(2, 3);
    await decide('resume', 'two');
    await scripted.untilCalls(2, 6);
    const { runId } = await latest.describe();
    expect(runId).not.to.equal(handle.firstExecutionRunId);
    expect(await decide('pause', 'one')).to.deep.equal(first);
    const decisions = () => scripted.calls(2).filter((call) => call.startsWith('decide'));
    expect(decisions()).to.deep.equal(['decideRollout pause', 'decideRollout resume']);
    await decide('resume', 'three');
    expect(await latest.result()).to.deep.equal({ state: 'completed' });
    expect(decisions()).to.have.length(3);
  });

  it('does not grow while the rollout is paused for months', async () => {
    const handle = await start(3, view('paused', { do: 'wait' }), view('completed', { do: 'end' }));
    await scripted.untilCalls(3, 1);
    await workflows.environment().sleep('90 days');
    expect(await eventsOf(handle, handle.firstExecutionRunId)).to.be.lessThan(20);
    await handle.signal('resumeRollout');
    expect(await handle.result()).to.deep.equal({ state: 'completed' });
  });
});
