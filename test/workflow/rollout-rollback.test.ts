import { expect } from 'chai';
import { expectAppError } from '../support/expect-app-error.ts';
import { insertSchemaRelease, useRollouts } from '../support/rollout-fixture.ts';
import { makeRunFixture } from '../support/run-fixture.ts';

const INTEGER = { type: 'object', properties: { size: { type: 'integer' } } };
const GRADUAL = {
  steps: [
    { percent: 50, bakeSeconds: 600 },
    { percent: 100, bakeSeconds: 0 },
  ],
  failureLimit: { percent: 50, minRuns: 2 },
};

describe('a rollout that has ended', function endedRollouts() {
  this.timeout(60_000);
  const rollouts = useRollouts();

  const placesOf = (integrationId: number) =>
    rollouts.db.query(
      `select release_id, release_channel, held_reason, next_release_id(t) as next, count(*) as count from tenants t
       where integration_id = $1 group by 1, 2, 3, 4 order by 1, 2 nulls first, 3 nulls first`,
      [integrationId],
    );
  const newRelease = (integrationId: number, schema: object | null = null) =>
    insertSchemaRelease(rollouts.db, integrationId, schema);
  const complete = async (request: Parameters<typeof rollouts.begin>[0]): Promise<number> => {
    const id = await rollouts.begin(request);
    await rollouts.untilState(id, 'completed');
    return id;
  };

  it('is rolled back with one call: its channel, those that it held, and those that stand where it put them', async () => {
    const { integrationId, releaseId, tenantIds } = await makeRunFixture(rollouts.db, {
      ...{ tenants: 600, configs: { size: 5 } },
    });
    await rollouts.db.query(`update tenants set configs = '{"size": "many"}' where id = $1`, [tenantIds[0]]);
    const before = await placesOf(integrationId);
    const target = await newRelease(integrationId, INTEGER);
    const id = await complete({ integrationId, releaseId: target });
    expect(await rollouts.counts(id)).to.deep.equal({ moved: 599, held: 1 });
    const [pinned] = await rollouts.db.query<{ id: number }>(
      `update tenants set release_channel = null where id = $1 returning id`,
      [tenantIds[1]],
    );
    const running = await rollouts.db.query<{ id: number }>(
      `insert into runs (tenant_id, integration_id, lane, mode, phase, release_id, admitted_at, started_at)
       values ($1, $2, 'other', 'normal', 'running', $3, clock_timestamp(), clock_timestamp()) returning id`,
      [tenantIds[2], integrationId, target],
    );
    expect((await rollouts.decide(id, 'rollback')).state).to.equal('rolling_back');
    await rollouts.untilState(id, 'rolled_back');
    expect(await rollouts.counts(id)).to.deep.equal({ reverted: 599, skipped: 1 });
    expect(await rollouts.defaultOf(integrationId)).to.equal(releaseId);
    await rollouts.db.query(`update tenants set release_channel = 'Default', release_id = $2 where id = $1`, [
      ...[pinned?.id, releaseId],
    ]);
    expect(await placesOf(integrationId)).to.deep.equal(before);
    const run = await rollouts.db.query('select phase, release_id from runs where id = $1', [running[0]?.id]);
    expect(run).to.deep.equal([{ phase: 'running', release_id: target }]);
    expect((await rollouts.decide(id, 'rollback', 'again')).isTaken).to.equal(true);
  });

  it('takes back everyone who came to its release by themselves: mended, not yet reached, or new', async () => {
    const { integrationId, releaseId, tenantIds } = await makeRunFixture(rollouts.db, {
      ...{ tenants: 4, configs: { size: 'many' } },
    });
    const [held = 0, pending = 0] = tenantIds;
    await rollouts.db.query(`update tenants set configs = '{"size": 5}' where id <> $1 and integration_id = $2`, [
      ...[held, integrationId],
    ]);
    const target = await newRelease(integrationId, INTEGER);
    const id = await complete({ integrationId, releaseId: target });
    expect(await rollouts.counts(id)).to.deep.equal({ moved: 3, held: 1 });
    // What a sync does once the configs fit.
    await rollouts.db.query(
      `update tenants set held_reason = null, release_id = $2, configs = '{"size": 5}' where id = $1`,
      [...[held, target]],
    );
    // What a sync does before the rollout has reached its tenant.
    await rollouts.db.query(`update rollout_tenants set state = 'pending' where rollout_id = $1 and tenant_id = $2`, [
      ...[id, pending],
    ]);
    const [newcomer] = await rollouts.db.query<{ id: number }>(
      `insert into tenants (integration_id, name, release_channel, release_id, configs, source)
       select integration_id, 'newcomer', 'Default', $2, '{"size": 5}', source from tenants where id = $1 returning id`,
      [held, target],
    );
    await rollouts.decide(id, 'rollback');
    await rollouts.untilState(id, 'rolled_back');
    expect(await rollouts.counts(id)).to.deep.equal({ reverted: 4 });
    expect(await placesOf(integrationId)).to.deep.equal([
      { release_id: releaseId, release_channel: 'Default', held_reason: null, next: releaseId, count: 5 },
    ]);
    const third = await newRelease(integrationId, INTEGER);
    const gradual = await rollouts.begin({ integrationId, releaseId: third, gradual: GRADUAL });
    const next = await rollouts.db.query<{ next: number }>(
      `select distinct next_release_id(t) as next from tenants t where id = any ($1)`,
      [[held, pending, newcomer?.id]],
    );
    expect(next.map((row) => row.next)).not.to.include(target);
    await rollouts.decide(gradual, 'abort');
  });

  it('takes new followers of latest to the release before, and they stay there', async () => {
    const { integrationId, releaseId, tenantIds } = await makeRunFixture(rollouts.db, { tenants: 2 });
    await rollouts.db.query(`update tenants set release_channel = 'Latest' where integration_id = $1`, [integrationId]);
    const target = await newRelease(integrationId);
    const id = await complete({ integrationId, releaseId: target, cause: 'release', channel: null });
    await rollouts.db.query(
      `insert into tenants (integration_id, name, release_channel, release_id, source)
       select integration_id, 'newcomer', 'Latest', $2, source from tenants where id = $1`,
      [tenantIds[0], target],
    );
    await rollouts.decide(id, 'rollback');
    await rollouts.untilState(id, 'rolled_back');
    expect(await placesOf(integrationId)).to.deep.equal([
      { release_id: releaseId, release_channel: 'Latest', held_reason: null, next: releaseId, count: 3 },
    ]);
  });

  it('gives chosen tenants their channel back, also where it was aborted', async () => {
    const { integrationId } = await makeRunFixture(rollouts.db, { tenants: 5 });
    const before = await placesOf(integrationId);
    const target = await newRelease(integrationId);
    const selection = { tenantIds: null, following: 'dynamic', releaseId: null, toChannel: null } as const;
    const bulk = { integrationId, releaseId: target, cause: 'bulk', channel: null, selection } as const;
    const moved = await complete(bulk);
    expect(await placesOf(integrationId)).to.deep.equal([
      { release_id: target, release_channel: null, held_reason: null, next: target, count: 5 },
    ]);
    await rollouts.decide(moved, 'rollback');
    await rollouts.untilState(moved, 'rolled_back');
    expect(await placesOf(integrationId)).to.deep.equal(before);

    const gradual = await rollouts.begin({ ...bulk, gradual: GRADUAL });
    while ((await rollouts.counts(gradual)).moved !== 3) await new Promise((resolve) => setTimeout(resolve, 20));
    await rollouts.decide(gradual, 'abort');
    await rollouts.decide(gradual, 'rollback');
    await rollouts.untilState(gradual, 'rolled_back');
    expect(await placesOf(integrationId)).to.deep.equal(before);
  });

  it('says which rollout decides now where its channel moved on, and can be rolled back once that one is', async () => {
    const { integrationId, releaseId } = await makeRunFixture(rollouts.db, { tenants: 3 });
    const [second, third] = [await newRelease(integrationId), await newRelease(integrationId)];
    const old = await complete({ integrationId, releaseId: second });
    const newer = await complete({ integrationId, releaseId: third });
    const error = await expectAppError(rollouts.decide(old, 'rollback'), 'rollout_state');
    expect(error.message).to.equal(`Default has moved on since: rollout ${newer} is the one to roll back.`);
    for (const [id, to] of [
      [newer, second],
      [old, releaseId],
    ] as const) {
      await rollouts.decide(id, 'rollback', `${id}`);
      await rollouts.untilState(id, 'rolled_back');
      expect(await rollouts.defaultOf(integrationId)).to.equal(to);
    }
    const told = await rollouts.db.query<{ action: string }>(
      `select action from activity where subject_kind = 'rollout' and subject_id = $1 order by id`,
      [old],
    );
    expect(told.map(({ action }) => action)).to.include.members(['rollout.decision_refused', 'rollout.rolled_back']);
  });

  it('is not rolled back beside another one, after it was superseded, or to a release whose artifact was let go', async () => {
    const { integrationId, releaseId } = await makeRunFixture(rollouts.db, { tenants: 3 });
    const [second, third] = [await newRelease(integrationId), await newRelease(integrationId)];
    const superseded = await rollouts.create({ integrationId, releaseId: third });
    const done = await complete({ integrationId, releaseId: second });
    const refusal = async (id: number, name: string) =>
      (await expectAppError(rollouts.decide(id, 'rollback', name), 'rollout_state')).message;
    expect(await refusal(superseded, 'a')).to.match(/newer one of the same followers/);
    const selection = { tenantIds: null, following: null, releaseId: null, toChannel: null };
    const open = await rollouts.begin({
      ...{ integrationId, releaseId: third, cause: 'bulk' as const, channel: null, selection, gradual: GRADUAL },
    });
    await rollouts.untilState(open, 'running');
    expect(await refusal(done, 'b')).to.match(new RegExp(`Rollout ${open} .* under way`));
    await rollouts.decide(open, 'rollback');
    await rollouts.untilState(open, 'rolled_back');
    await rollouts.db.query(`update releases set artifact_removed_at = now() where id = $1`, [releaseId]);
    expect(await refusal(done, 'c')).to.match(/artifact of release \d+, to which it would go back, was let go/);
  });
});
