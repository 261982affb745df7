import { expect } from 'chai';
import { readRunWaits } from '../../../src/db/stores/runs/run-waits.ts';
import { makeRunFixture, registerTestWorker } from '../../support/run-fixture.ts';
import { useRunQueue, WIDE_CAPS } from '../../support/run-queue.ts';

const SLOTS = 4;

describe('caps and fairness', () => {
  const queue = useRunQueue();

  const makePartner = async (runCap: number | null = null): Promise<number> => {
    const [row] = await queue.db.query<{ id: number }>(
      `insert into partners (name, state, run_cap) values (gen_random_uuid()::text, 'approved', $1) returning id`,
      [runCap],
    );
    return row?.id ?? 0;
  };
  const setCap = (integrationId: number, runCap: number) =>
    queue.db.query(`update integrations set run_cap = $2 where id = $1`, [integrationId, runCap]);
  const running = (column: string, id: number) =>
    queue.db.query<{ id: number }>(`select id from runs where phase = 'running' and ${column} = $1`, [id]);

  it('never exceed what an integration and its partner may run at once, while many tenants race', async () => {
    await registerTestWorker(queue.db, 40);
    const partnerId = await makePartner(5);
    const small = await makeRunFixture(queue.db, { partnerId, tenants: 12 });
    const large = await makeRunFixture(queue.db, { partnerId, tenants: 12 });
    const other = await makeRunFixture(queue.db, { partnerId: await makePartner(), tenants: 4 });
    await setCap(small.integrationId, 2);
    const racers = [...small.tenantIds, ...large.tenantIds, ...other.tenantIds].map((tenantId) =>
      queue.accept(tenantId),
    );
    await Promise.all([...racers, queue.admit(), queue.admit(), queue.admit()]);
    await Promise.all([queue.admit(), queue.admit(), queue.admit()]);
    expect(await running('integration_id', small.integrationId)).to.have.length(2);
    expect(await running('partner_id', partnerId)).to.have.length(5);
    expect(await running('integration_id', other.integrationId)).to.have.length(4);
  });

  it('count where they are lower than those of the hub alone', async () => {
    await registerTestWorker(queue.db, 40);
    const fixture = await makeRunFixture(queue.db, { tenants: 6 });
    await setCap(fixture.integrationId, 5);
    const caps = { ...WIDE_CAPS, integration: 3 };
    for (const tenantId of fixture.tenantIds) await queue.accept(tenantId, {}, caps);
    await queue.admit(caps);
    expect(await running('integration_id', fixture.integrationId)).to.have.length(3);
  });

  it("leave no place of a partner empty for an integration's runs that may not run yet", async () => {
    await registerTestWorker(queue.db, 40);
    const partnerId = await makePartner(6);
    const capped = await makeRunFixture(queue.db, { partnerId, tenants: 12 });
    const free = await makeRunFixture(queue.db, { partnerId, tenants: 12 });
    await setCap(capped.integrationId, 1);
    for (const tenantId of capped.tenantIds) await queue.accept(tenantId);
    for (const tenantId of free.tenantIds) await queue.accept(tenantId);
    await queue.admit();
    expect(await running('integration_id', free.integrationId)).to.have.length(5);
  });

  it('are told to the runs that they hold back, which stand behind the others', async () => {
    await registerTestWorker(queue.db, 2);
    const partnerId = await makePartner(1);
    const capped = await makeRunFixture(queue.db, { partnerId, tenants: 2 });
    const ofPartner = await makeRunFixture(queue.db, { partnerId, tenants: 1 });
    const other = await makeRunFixture(queue.db, { tenants: 3 });
    await setCap(capped.integrationId, 1);
    const accepted = [];
    for (const id of [...capped.tenantIds, ...ofPartner.tenantIds, ...other.tenantIds])
      accepted.push(await queue.accept(id));
    const ids = accepted.map(({ runId }) => runId);
    await queue.admit();
    const waits = await readRunWaits(queue.db, WIDE_CAPS, ids);
    expect(ids.map((id) => waits.get(id))).to.deep.equal([
      { waitingFor: 'a worker', queuePosition: null },
      { waitingFor: 'integration cap', queuePosition: 3 },
      { waitingFor: 'partner cap', queuePosition: 2 },
      { waitingFor: 'a worker', queuePosition: null },
      { waitingFor: 'a worker', queuePosition: null },
      { waitingFor: 'a free slot', queuePosition: 1 },
    ]);
  });

  describe("somebody's one run among another's hundred", () => {
    /** Ends the oldest of the runs that hold a slot, as many as there are slots, and admits what follows. */
    const turnOver = async (): Promise<void> => {
      const oldest = await queue.db.query<{ id: number }>(
        `select id from runs where phase = 'running' order by admitted_at, id limit $1`,
        [SLOTS],
      );
      for (const { id } of oldest) {
        await queue.finish(id);
        await queue.admit();
      }
    };

    /** Its place among those that hold or wait for a slot; the workers take them in the order of their admission. */
    const placeOf = async (runId: number): Promise<number> => {
      const rows = await queue.db.query<{ id: number }>(
        `select id from runs where phase = 'running' order by admitted_at, id`,
      );
      return rows.findIndex(({ id }) => id === runId);
    };

    const isWithinOneTurn = async (crowd: readonly number[], single: number): Promise<void> => {
      await registerTestWorker(queue.db, SLOTS);
      for (const tenantId of crowd) await queue.accept(tenantId);
      await queue.admit();
      const { runId } = await queue.accept(single);
      await turnOver();
      expect(await placeOf(runId)).to.be.within(0, SLOTS - 1);
    };

    it("has a slot within one run's time where it is another partner's", async () => {
      const crowd = await makeRunFixture(queue.db, { partnerId: await makePartner(), tenants: 100 });
      const single = await makeRunFixture(queue.db, { partnerId: await makePartner() });
      await isWithinOneTurn(crowd.tenantIds, single.tenantIds[0] as number);
    });

    it("has a slot within one run's time where it is another integration's of the same partner", async () => {
      const partnerId = await makePartner();
      const crowd = await makeRunFixture(queue.db, { partnerId, tenants: 100 });
      const single = await makeRunFixture(queue.db, { partnerId });
      await isWithinOneTurn(crowd.tenantIds, single.tenantIds[0] as number);
    });

    it('waits behind nothing but its own where it is of the same integration', async () => {
      const crowd = await makeRunFixture(queue.db, { partnerId: await makePartner(), tenants: 30 });
      await registerTestWorker(queue.db, SLOTS);
      const accepted = [];
      for (const tenantId of crowd.tenantIds) accepted.push(await queue.accept(tenantId));
      await queue.admit();
      const last = accepted.at(-1)?.runId ?? 0;
      const wait = (await readRunWaits(queue.db, WIDE_CAPS, [last])).get(last);
      expect(wait?.queuePosition).to.equal(25);
    });
  });
});
