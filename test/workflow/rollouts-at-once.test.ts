import { expect } from 'chai';
import { rolloutWorkflowId } from '../../src/contracts/rollout-workflow.ts';
import type { AppError } from '../../src/errors/app-error.ts';
import { insertSchemaRelease, useRollouts } from '../support/rollout-fixture.ts';
import { makeRunFixture } from '../support/run-fixture.ts';

describe('rollouts at the same moment', function rolloutsAtOnce() {
  this.timeout(60_000);
  const rollouts = useRollouts();

  const make = async (tenants: number) => {
    const { integrationId } = await makeRunFixture(rollouts.db, { tenants });
    const releases = [
      await insertSchemaRelease(rollouts.db, integrationId, null),
      await insertSchemaRelease(rollouts.db, integrationId, null),
    ] as const;
    return { integrationId, releases };
  };
  const statesOf = async (integrationId: number) =>
    rollouts.db.query<{ id: number; state: string; release_id: number }>(
      'select id, state, release_id from rollouts where integration_id = $1 order by id',
      [integrationId],
    );

  it('of one channel leave the newest, which its followers and the channel end on', async () => {
    const { integrationId, releases } = await make(600);
    const ids = await Promise.all(releases.map((releaseId) => rollouts.begin({ integrationId, releaseId })));
    const newest = Math.max(...ids);
    await rollouts.untilState(newest, 'completed');
    const states = await statesOf(integrationId);
    expect(states.map(({ state }) => state)).to.be.deep.oneOf([
      ['superseded', 'completed'],
      ['completed', 'completed'],
    ]);
    const places = await rollouts.db.query(
      `select distinct t.release_id, i.default_release_id from tenants t join integrations i on i.id = t.integration_id
       where i.id = $1`,
      [integrationId],
    );
    const target = states.at(-1)?.release_id;
    expect(places).to.deep.equal([{ release_id: target, default_release_id: target }]);
  });

  it('of different kinds made by people are one and a clear refusal', async () => {
    const { integrationId, releases } = await make(4);
    const selection = { tenantIds: null, following: 'dynamic', releaseId: null, toChannel: null } as const;
    const asked = await Promise.allSettled([
      rollouts.create({ integrationId, releaseId: releases[0] }),
      rollouts.create({ integrationId, releaseId: releases[1], cause: 'bulk', channel: null, selection }),
    ]);
    const refused = asked.filter((one) => one.status === 'rejected');
    expect(refused.map((one) => (one.reason as AppError).code)).to.deep.equal(['rollout_running']);
    expect(await statesOf(integrationId)).to.have.length(1);
  });

  it('can be found in Temporal by integration, release and partner, and say what they do', async () => {
    const { integrationId, releases } = await make(3);
    const [partner] = await rollouts.db.query<{ id: number }>(
      `insert into partners (name, state) values ('Acme', 'approved') returning id`,
    );
    await rollouts.db.query('update integrations set partner_id = $2 where id = $1', [integrationId, partner?.id]);
    const id = await rollouts.begin({ integrationId, releaseId: releases[0] });
    await rollouts.untilState(id, 'completed');
    const handle = rollouts.client.workflow.getHandle(rolloutWorkflowId(id));
    await handle.result();
    const described = await handle.describe();
    const found = Object.fromEntries(
      described.typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]),
    );
    expect(found).to.include({
      ...{ IntegrationId: String(integrationId), ReleaseId: String(releases[0]), PartnerId: String(partner?.id) },
    });
    expect(await described.staticSummary()).to.match(/: release \d+ to followers of Default$/);
    expect(await described.staticDetails()).to.contain('3 tenants; started by test');
    expect(await handle.query('rolloutProgress')).to.include({ state: 'completed', moved: 3, held: 0 });
  });
});
