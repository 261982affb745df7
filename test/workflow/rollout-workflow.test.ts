import { expect } from 'chai';
import { rolloutWorkflowId } from '../../src/contracts/rollout-workflow.ts';
import { expectAppError } from '../support/expect-app-error.ts';
import { insertSchemaRelease, useRollouts } from '../support/rollout-fixture.ts';
import { makeRunFixture } from '../support/run-fixture.ts';
import { strictItems } from '../support/strict-items.ts';

const GRADUAL = {
  steps: [
    { percent: 10, bakeSeconds: 600 },
    { percent: 100, bakeSeconds: 0 },
  ],
  failureLimit: { percent: 20, minRuns: 2 },
};

describe('a rollout', () => {
  const rollouts = useRollouts();

  const nextOf = async (integrationId: number): Promise<Record<string, number>> => {
    const rows = await rollouts.db.query<{ release: number; count: number }>(
      `select coalesce(next_release_id(t), 0) as release, count(*) as count from tenants t where integration_id = $1 group by 1`,
      [integrationId],
    );
    return Object.fromEntries(rows.map((row) => [row.release, row.count]));
  };

  it('moves the followers of a channel, each once, and nobody else', async () => {
    const { integrationId, releaseId, tenantIds } = await makeRunFixture(rollouts.db, { tenants: 600 });
    await rollouts.db.query(`update tenants set release_channel = null where id = any ($1)`, [tenantIds.slice(0, 100)]);
    const target = await insertSchemaRelease(rollouts.db, integrationId, null);
    const id = await rollouts.begin({ integrationId, releaseId: target });
    await rollouts.untilState(id, 'completed');
    expect(await rollouts.counts(id)).to.deep.equal({ moved: 500 });
    expect(await nextOf(integrationId)).to.deep.equal({ [releaseId]: 100, [target]: 500 });
    const before = await rollouts.db.query(
      'select id, modified_at from tenants where integration_id = $1 order by id',
      [integrationId],
    );
    await rollouts.control.start(id);
    await rollouts.client.workflow.getHandle(rolloutWorkflowId(id)).result();
    expect(
      await rollouts.db.query('select id, modified_at from tenants where integration_id = $1 order by id', [
        integrationId,
      ]),
    ).to.deep.equal(before);
  });

  it('holds tenants whose configs the new schema breaks, and lists them', async () => {
    const { integrationId, releaseId, tenantIds } = await makeRunFixture(rollouts.db, {
      tenants: 6,
      configs: { size: 'many' },
    });
    await rollouts.db.query(`update tenants set configs = '{"size": 5}' where id = any ($1)`, [tenantIds.slice(0, 4)]);
    const target = await insertSchemaRelease(rollouts.db, integrationId, {
      type: 'object',
      properties: { size: { type: 'integer' } },
    });
    const id = await rollouts.begin({ integrationId, releaseId: target });
    await rollouts.untilState(id, 'completed');
    expect(await rollouts.counts(id)).to.deep.equal({ moved: 4, held: 2 });
    expect(await nextOf(integrationId)).to.deep.equal({ [target]: 4, [releaseId]: 2 });
    const held = await rollouts.db.query(
      `select id from tenants where integration_id = $1 and held_reason is not null order by id`,
      [integrationId],
    );
    expect(held).to.deep.equal(tenantIds.slice(4).map((tenantId) => ({ id: tenantId })));
  });

  it('moves static tenants when told to', async () => {
    const { integrationId, tenantIds } = await makeRunFixture(rollouts.db, { tenants: 5 });
    await rollouts.db.query(`update tenants set release_channel = null where id = any ($1)`, [tenantIds.slice(0, 3)]);
    const target = await insertSchemaRelease(rollouts.db, integrationId, null);
    const selection = { tenantIds: null, following: 'static', releaseId: null, toChannel: null } as const;
    const id = await rollouts.begin({ integrationId, releaseId: target, cause: 'bulk', channel: null, selection });
    await rollouts.untilState(id, 'completed');
    expect(await rollouts.counts(id)).to.deep.equal({ moved: 3 });
  });

  it('goes on by steps, keeps the others on theirs, is paused, resumed and rolled back', async () => {
    const { integrationId, releaseId } = await makeRunFixture(rollouts.db, { tenants: 40 });
    const target = await insertSchemaRelease(rollouts.db, integrationId, null);
    const id = await rollouts.begin({ integrationId, releaseId: target, gradual: GRADUAL });
    while (((await rollouts.counts(id)).moved ?? 0) < 4) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await nextOf(integrationId)).to.deep.equal({ [releaseId]: 36, [target]: 4 });
    expect(await rollouts.decide(id, 'pause')).to.deep.equal({ isTaken: true, state: 'paused' });
    expect((await rollouts.decide(id, 'pause', 'again')).state).to.equal('paused');
    expect((await rollouts.decide(id, 'resume')).state).to.equal('running');
    await rollouts.decide(id, 'rollback');
    await rollouts.untilState(id, 'rolled_back');
    expect(await rollouts.counts(id)).to.deep.equal({ pending: 36, reverted: 4 });
    expect(await nextOf(integrationId)).to.deep.equal({ [releaseId]: 40 });
    expect(await rollouts.defaultOf(integrationId)).to.equal(releaseId);
    await expectAppError(rollouts.decide(id, 'pause', 'late'), 'rollout_state');
  });

  it('halts by itself at its first step where runs on the new release fail, and rolls back with one call', async () => {
    const { integrationId, releaseId } = await makeRunFixture(rollouts.db, { tenants: 30 });
    const target = await insertSchemaRelease(rollouts.db, integrationId, null);
    const id = await rollouts.begin({
      ...{ integrationId, releaseId: target },
      gradual: {
        ...GRADUAL,
        steps: [
          { percent: 10, bakeSeconds: 60 },
          { percent: 100, bakeSeconds: 0 },
        ],
      },
    });
    while (((await rollouts.counts(id)).moved ?? 0) < 3) await new Promise((resolve) => setTimeout(resolve, 20));
    await rollouts.db.query(
      `insert into runs (tenant_id, integration_id, lane, mode, phase, release_id, admitted_at, started_at, finished_at, failure)
       select tenant_id, $2, 'other', 'normal', 'failed', $3, clock_timestamp(), clock_timestamp(), clock_timestamp(), '{"class": "integration"}'
       from rollout_tenants where rollout_id = $1 and state = 'moved' limit 2`,
      [id, integrationId, target],
    );
    const running = await rollouts.db.query<{ id: number }>(
      `insert into runs (tenant_id, integration_id, lane, mode, phase, release_id, admitted_at, started_at)
       select tenant_id, $2, 'other', 'normal', 'running', $3, clock_timestamp(), clock_timestamp()
       from rollout_tenants where rollout_id = $1 and state = 'moved' limit 1 returning id`,
      [id, integrationId, target],
    );
    await rollouts.untilState(id, 'halted');
    expect(await nextOf(integrationId)).to.deep.equal({ [releaseId]: 27, [target]: 3 });
    await rollouts.decide(id, 'rollback');
    await rollouts.untilState(id, 'rolled_back');
    expect(await nextOf(integrationId)).to.deep.equal({ [releaseId]: 30 });
    const after = await rollouts.db.query('select phase, release_id from runs where id = $1', [running[0]?.id]);
    expect(after).to.deep.equal([{ phase: 'running', release_id: target }]);
  });

  it('takes decisions by Signal too, and records one that does not fit', async () => {
    const { integrationId } = await makeRunFixture(rollouts.db, { tenants: 10 });
    const target = await insertSchemaRelease(rollouts.db, integrationId, null);
    const id = await rollouts.begin({ integrationId, releaseId: target, gradual: GRADUAL });
    await rollouts.untilState(id, 'running');
    const handle = rollouts.client.workflow.getHandle(rolloutWorkflowId(id));
    await handle.signal('pauseRollout', { actor: 'a script' });
    await rollouts.untilState(id, 'paused');
    await handle.signal('abortRollout');
    await handle.signal('resumeRollout');
    await rollouts.untilState(id, 'aborted');
    await handle.result();
    const told = await rollouts.db.query<{ action: string; actor: string }>(
      `select action, actor from activity where subject_kind = 'rollout' and subject_id = $1 order by id`,
      [id],
    );
    expect(told).to.deep.include.members([
      { action: 'rollout.pause', actor: 'temporal' },
      { action: 'rollout.abort', actor: 'temporal' },
      { action: 'rollout.decision_refused', actor: 'temporal' },
    ]);
  });

  it('leaves those that it has not reached where they are once it is aborted', async () => {
    const { integrationId, releaseId } = await makeRunFixture(rollouts.db, { tenants: 20 });
    const target = await insertSchemaRelease(rollouts.db, integrationId, null);
    const id = await rollouts.begin({ integrationId, releaseId: target, gradual: GRADUAL });
    while (((await rollouts.counts(id)).moved ?? 0) < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    await rollouts.decide(id, 'abort');
    expect(await nextOf(integrationId)).to.deep.equal({ [releaseId]: 18, [target]: 2 });
    const next = await insertSchemaRelease(rollouts.db, integrationId, null);
    await rollouts.untilState(await rollouts.begin({ integrationId, releaseId: next }), 'completed');
    expect(await nextOf(integrationId)).to.deep.equal({ [next]: 20 });
  });

  it('is superseded where its channel moves again, and refused beside a gradual one', async () => {
    const { integrationId } = await makeRunFixture(rollouts.db, { tenants: 700 });
    const [first, second] = [
      await insertSchemaRelease(rollouts.db, integrationId, null),
      await insertSchemaRelease(rollouts.db, integrationId, null),
    ];
    const old = await rollouts.begin({ integrationId, releaseId: first });
    const newer = await rollouts.begin({ integrationId, releaseId: second });
    await rollouts.untilState(newer, 'completed');
    await rollouts.client.workflow.getHandle(rolloutWorkflowId(old)).result();
    expect(await nextOf(integrationId)).to.deep.equal({ [second]: 700 });
    const gradual = await rollouts.begin({ integrationId, releaseId: first, gradual: GRADUAL });
    await expectAppError(rollouts.create({ integrationId, releaseId: second }), 'rollout_running');
    await rollouts.decide(gradual, 'abort');
  });

  it('starts by itself for followers of latest, once, and waits for one that is under way', async () => {
    const { integrationId } = await makeRunFixture(rollouts.db, { tenants: 8 });
    await rollouts.db.query(`update tenants set release_channel = 'Latest' where integration_id = $1 and id % 2 = 0`, [
      integrationId,
    ]);
    const target = await insertSchemaRelease(rollouts.db, integrationId, null);
    const gradual = await rollouts.begin({ integrationId, releaseId: target, gradual: GRADUAL });
    await rollouts.untilState(gradual, 'running');
    const latest = await insertSchemaRelease(rollouts.db, integrationId, null);
    const runJobs = async (): Promise<void> => {
      for (const job of rollouts.parts.jobs) await job.run(strictItems());
    };
    await runJobs();
    await runJobs();
    const automatic = await rollouts.db.query<{ id: number; state: string }>(
      `select id, state from rollouts where integration_id = $1 and cause = 'release'`,
      [integrationId],
    );
    expect(automatic.map(({ state }) => state)).to.deep.equal(['queued']);
    await rollouts.decide(gradual, 'abort');
    await runJobs();
    await rollouts.untilState(automatic[0]?.id ?? 0, 'completed');
    const moved = await rollouts.db.query(
      `select 1 from tenants where integration_id = $1 and release_id = $2 and release_channel = 'Latest'`,
      [integrationId, latest],
    );
    expect(moved).to.have.length(4);
  });

  it('queues an init sync for each moved tenant whose options changed', async () => {
    const { integrationId } = await makeRunFixture(rollouts.db, { tenants: 3 });
    const options = { type: 'object', properties: { list: { $ref: '#/metadata/list' } } };
    const target = await insertSchemaRelease(rollouts.db, integrationId, options);
    const initRuns = async (): Promise<number> =>
      (await rollouts.db.query(`select 1 from runs where integration_id = $1 and mode = 'init'`, [integrationId]))
        .length;
    await rollouts.untilState(await rollouts.begin({ integrationId, releaseId: target }), 'completed');
    expect(await initRuns()).to.equal(3);
    const same = await insertSchemaRelease(rollouts.db, integrationId, options);
    await rollouts.untilState(await rollouts.begin({ integrationId, releaseId: same }), 'completed');
    const triggers = await rollouts.db.query(
      `select 1 from triggers g join tenants t on t.id = g.tenant_id where t.integration_id = $1`,
      [integrationId],
    );
    expect(triggers).to.have.length(3);
  });
});
