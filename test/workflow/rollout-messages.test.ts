import { WorkflowUpdateFailedError } from '@temporalio/client';
import type { ApplicationFailure } from '@temporalio/common';
import { expect } from 'chai';
import { ROLLOUT_PROGRESS_QUERY, type RolloutWorkflowProgress } from '../../src/contracts/rollout-workflow.ts';
import { insertSchemaRelease, useRollouts } from '../support/rollout-fixture.ts';
import { makeRunFixture } from '../support/run-fixture.ts';
import { strictItems } from '../support/strict-items.ts';
import { until } from '../support/until.ts';

const GRADUAL = {
  steps: [
    { percent: 10, bakeSeconds: 600 },
    { percent: 100, bakeSeconds: 0 },
  ],
  failureLimit: { percent: 20, minRuns: 2 },
};

interface Entry {
  readonly action: string;
  readonly actor: string;
  readonly after: Readonly<Record<string, unknown>>;
}

describe('what is sent to a rollout through Temporal', () => {
  const rollouts = useRollouts();

  const beginBaking = async (tenants = 10) => {
    const { integrationId, releaseId } = await makeRunFixture(rollouts.db, { tenants });
    const target = await insertSchemaRelease(rollouts.db, integrationId, null);
    const id = await rollouts.begin({ integrationId, releaseId: target, gradual: GRADUAL });
    await until('the first step is reached', async () => ((await rollouts.counts(id)).moved ?? 0) >= tenants / 10);
    return { id, integrationId, releaseId, handle: rollouts.client.workflow.getHandle(`rollout:${id}`) };
  };

  const activityOf = (id: number): Promise<Entry[]> =>
    rollouts.db.query<Entry>(
      `select action, actor, after from activity where subject_kind = 'rollout' and subject_id = $1 order by id`,
      [id],
    );

  const refusals = async (id: number): Promise<readonly Entry[]> =>
    (await activityOf(id)).filter(({ action }) => action === 'rollout.decision_refused');

  const relay = async (): Promise<void> => {
    for (const job of rollouts.parts.jobs) await job.run(strictItems());
  };

  const sendRaw = (id: number, signalName: string, encoding: string): Promise<unknown> =>
    rollouts.client.workflowService.signalWorkflowExecution({
      namespace: rollouts.client.options.namespace,
      workflowExecution: { workflowId: `rollout:${id}` },
      signalName,
      input: { payloads: [{ metadata: { encoding: Buffer.from(encoding) }, data: Buffer.from('{"actor') }] },
    });

  it('never blocks it: Signals that make no sense are recorded as refused, and the next decision is taken', async () => {
    const { id, handle } = await beginBaking();
    const payloads = ['resume please', 7, true, ['actor'], { actor: 7 }, { actor: '' }, { actor: 'x'.repeat(300) }];
    for (const payload of payloads) await handle.signal('resumeRollout', payload);
    await sendRaw(id, 'abortRollout', 'json/plain');
    await sendRaw(id, 'abortRollout', 'binary/unheard-of');
    await handle.signal('dance', { actor: 'somebody' });
    await sendRaw(id, 'sing', 'json/plain');
    await handle.signal('__temporal_odd');
    expect((await rollouts.decide(id, 'pause')).state).to.equal('paused');
    await until('all are refused', async () => (await refusals(id)).length === payloads.length + 5);
    const told = await refusals(id);
    expect(new Set(told.map(({ actor }) => actor))).to.deep.equal(new Set(['temporal']));
    for (const { after } of told) expect(after.reason, JSON.stringify(after)).to.be.a('string').with.length.above(10);
    expect(told.map(({ after }) => after.decision)).to.include.members([
      'resume',
      'abort',
      'dance',
      'sing',
      'a reserved name',
    ]);
  });

  it('is refused at once where an Update makes no sense, with the reason, and without a trace in the history', async () => {
    const { id, handle } = await beginBaking();
    for (const payload of ['pause please', 7, { actor: 7 }]) {
      const error: unknown = await handle
        .executeUpdate<unknown, [unknown]>('pauseRollout', { args: [payload] })
        .catch((reason: unknown) => reason);
      if (!(error instanceof WorkflowUpdateFailedError)) throw error;
      expect((error.cause as ApplicationFailure).type).to.equal('invalid_input');
      expect(error.cause?.message).to.match(/has to be/);
    }
    const unknown: unknown = await handle.executeUpdate('dance').catch((reason: unknown) => reason);
    expect(unknown).to.be.instanceOf(WorkflowUpdateFailedError);
    expect(await refusals(id)).to.deep.equal([]);
    expect(await handle.executeUpdate('pauseRollout')).to.deep.equal({ isTaken: true, state: 'paused' });
    await rollouts.decide(id, 'abort');
  });

  it('keeps what a Signal says of its sender as a claim', async () => {
    const { id, handle } = await beginBaking();
    await handle.signal('pauseRollout', { actor: 'user:1' });
    await rollouts.untilState(id, 'paused');
    const [entry] = (await activityOf(id)).filter(({ action }) => action === 'rollout.pause');
    expect(entry).to.include({ actor: 'temporal' });
    expect(entry?.after).to.include({ claimed: 'user:1', source: 'signal' });
    await rollouts.decide(id, 'abort');
  });

  it('aborts it when the workflow is cancelled, and no new execution completes it', async () => {
    const { id, handle } = await beginBaking();
    await handle.cancel();
    expect(await handle.result()).to.deep.equal({ state: 'aborted' });
    await rollouts.db.query('update rollouts set executor_at = null where id = $1', [id]);
    await relay();
    await rollouts.untilState(id, 'aborted');
    const [entry] = (await activityOf(id)).filter(({ action }) => action === 'rollout.abort');
    expect(entry).to.include({ actor: 'temporal' });
    expect(entry?.after).to.include({ source: 'cancel' });
    expect(await rollouts.counts(id)).to.deep.equal({ moved: 1, pending: 9 });
  });

  it('lets a rollback end when the workflow is cancelled meanwhile', async () => {
    const { id, handle } = await beginBaking();
    await rollouts.db.query(`update rollouts set state = 'rolling_back' where id = $1`, [id]);
    await handle.cancel();
    expect(await handle.result()).to.deep.equal({ state: 'rolled_back' });
    expect((await refusals(id)).map(({ after }) => after.source)).to.deep.equal(['cancel']);
  });

  it('pauses it when the workflow is terminated, says so, and waits for a decision', async () => {
    const { id, handle } = await beginBaking();
    await handle.terminate('enough');
    await rollouts.db.query('update rollouts set executor_at = null where id = $1', [id]);
    await relay();
    await rollouts.untilState(id, 'paused');
    const [row] = await rollouts.db.query<{ reason: string }>('select reason from rollouts where id = $1', [id]);
    expect(row?.reason).to.contain('terminated in Temporal');
    await rollouts.db.query('update rollouts set executor_at = null where id = $1', [id]);
    await relay();
    expect((await activityOf(id)).filter(({ action }) => action === 'rollout.workflow_terminated')).to.have.length(1);
    expect((await rollouts.decide(id, 'resume')).state).to.equal('running');
    await rollouts.decide(id, 'abort', 'last');
  });

  it('counts what a rollback took back apart from what was moved', async () => {
    const { id, handle } = await beginBaking(20);
    await rollouts.decide(id, 'rollback');
    await rollouts.untilState(id, 'rolled_back');
    await handle.result();
    const progress = await handle.query<RolloutWorkflowProgress>(ROLLOUT_PROGRESS_QUERY);
    expect(progress).to.include({ state: 'rolled_back', moved: 2, held: 0, reverted: 2 });
  });

  it('reads like a story: each activity and timer has a summary', async () => {
    const { id, handle } = await beginBaking();
    await until('it bakes', async () =>
      (await handle.fetchHistory()).events?.some((event) => event.timerStartedEventAttributes),
    );
    await rollouts.decide(id, 'abort');
    await handle.result();
    const { events } = await handle.fetchHistory();
    const commands = (events ?? []).filter(
      (event) => event.activityTaskScheduledEventAttributes ?? event.timerStartedEventAttributes,
    );
    const summaries = commands.map(({ userMetadata }) =>
      userMetadata?.summary?.data ? (JSON.parse(Buffer.from(userMetadata.summary.data).toString()) as string) : '',
    );
    expect(summaries).not.to.include('');
    expect(summaries).to.include.members([
      'Evaluates what comes next',
      'Lists the affected tenants',
      'Moves tenants 1 to 1',
      'Watches the runs of step 1',
      'Decides: abort, by update',
    ]);
  });
});
