import { expect } from 'chai';
import { type Database, openDatabase } from '../../../src/db/database.ts';
import { readRunWaits } from '../../../src/db/repositories/run-waits.ts';
import { createSchemaValidator, type SchemaValidator } from '../../../src/manifest/schema-validator.ts';
import { acceptTrigger } from '../../../src/runs/accept-trigger.ts';
import { acquireRun } from '../../../src/runs/acquire-run.ts';
import { admitWaitingRuns } from '../../../src/runs/admit-waiting-runs.ts';
import { finishAttempt } from '../../../src/runs/finish-attempt.ts';
import { useDatabase } from '../../support/postgres.ts';
import { makeRunFixture, registerTestWorker } from '../../support/run-fixture.ts';

const CAPS = { integration: 1000, partner: 1000, hub: 1000 };
const SLOTS = 4;

describe('caps and fairness', () => {
  const database = useDatabase();
  let db: Database;
  let schemas: SchemaValidator;

  before(async () => {
    schemas = createSchemaValidator();
    db = await openDatabase({ url: database.url, poolSize: 10 });
  });
  after(async () => {
    await schemas.close();
    await db.close();
  });
  beforeEach(async () => {
    await db.query(`delete from workers`);
    await db.query(`update attempts set state = 'cancelled', finished_at = now() where finished_at is null`);
    await db.query(`update runs set phase = 'cancelled', finished_at = now() where finished_at is null`);
  });

  const accept = (tenantId: number, caps = CAPS) =>
    acceptTrigger(
      { db, schemas, caps },
      { tenantId, source: 'api', mode: 'normal', body: null, headers: null, createdBy: 'test' },
    );
  const admit = (caps = CAPS) => admitWaitingRuns(db, { schemas, caps });
  const makePartner = async (runCap: number | null = null): Promise<number> => {
    const [row] = await db.query<{ id: number }>(
      `insert into partners (name, state, run_cap) values (gen_random_uuid()::text, 'approved', $1) returning id`,
      [runCap],
    );
    return row?.id ?? 0;
  };
  const setCap = (integrationId: number, runCap: number) =>
    db.query(`update integrations set run_cap = $2 where id = $1`, [integrationId, runCap]);
  const running = (column: string, id: number) =>
    db.query<{ id: number }>(`select id from runs where phase = 'running' and ${column} = $1`, [id]);
  const finish = async (runId: number): Promise<void> => {
    const acquired = await acquireRun(db, runId, 'test-worker');
    if (acquired.kind !== 'acquired') throw new Error(`not acquired: ${acquired.kind}`);
    await db.query(`update runs set started_at = now() where id = $1`, [runId]);
    await finishAttempt(db, runId, {
      ...{ attemptId: acquired.attemptId, outcome: { kind: 'succeeded' }, exitCode: 0, signal: null },
      ...{ stdoutLine: null, state: null, options: null, warnings: [], isLogComplete: true },
    });
  };

  it('never exceed what an integration and its partner may run at once, while many tenants race', async () => {
    await registerTestWorker(db, 40);
    const partnerId = await makePartner(5);
    const small = await makeRunFixture(db, { partnerId, tenants: 12 });
    const large = await makeRunFixture(db, { partnerId, tenants: 12 });
    const other = await makeRunFixture(db, { partnerId: await makePartner(), tenants: 4 });
    await setCap(small.integrationId, 2);
    const racers = [...small.tenantIds, ...large.tenantIds, ...other.tenantIds].map((tenantId) => accept(tenantId));
    await Promise.all([...racers, admit(), admit(), admit()]);
    await Promise.all([admit(), admit(), admit()]);
    expect(await running('integration_id', small.integrationId)).to.have.length(2);
    expect(await running('partner_id', partnerId)).to.have.length(5);
    expect(await running('integration_id', other.integrationId)).to.have.length(4);
  });

  it('count where they are lower than those of the hub alone', async () => {
    await registerTestWorker(db, 40);
    const fixture = await makeRunFixture(db, { tenants: 6 });
    await setCap(fixture.integrationId, 5);
    const caps = { ...CAPS, integration: 3 };
    for (const tenantId of fixture.tenantIds) await accept(tenantId, caps);
    await admit(caps);
    expect(await running('integration_id', fixture.integrationId)).to.have.length(3);
  });

  it("leave no place of a partner empty for an integration's runs that may not run yet", async () => {
    await registerTestWorker(db, 40);
    const partnerId = await makePartner(6);
    const capped = await makeRunFixture(db, { partnerId, tenants: 12 });
    const free = await makeRunFixture(db, { partnerId, tenants: 12 });
    await setCap(capped.integrationId, 1);
    for (const tenantId of capped.tenantIds) await accept(tenantId);
    for (const tenantId of free.tenantIds) await accept(tenantId);
    await admit();
    expect(await running('integration_id', free.integrationId)).to.have.length(5);
  });

  it('are told to the runs that they hold back, which stand behind the others', async () => {
    await registerTestWorker(db, 2);
    const partnerId = await makePartner(1);
    const capped = await makeRunFixture(db, { partnerId, tenants: 2 });
    const ofPartner = await makeRunFixture(db, { partnerId, tenants: 1 });
    const other = await makeRunFixture(db, { tenants: 3 });
    await setCap(capped.integrationId, 1);
    const accepted = [];
    for (const id of [...capped.tenantIds, ...ofPartner.tenantIds, ...other.tenantIds]) accepted.push(await accept(id));
    const ids = accepted.map(({ runId }) => runId);
    await admit();
    const waits = await readRunWaits(db, CAPS, ids);
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
      const oldest = await db.query<{ id: number }>(
        `select id from runs where phase = 'running' order by admitted_at, id limit $1`,
        [SLOTS],
      );
      for (const { id } of oldest) {
        await finish(id);
        await admit();
      }
    };

    /** Its place among those that hold or wait for a slot; the workers take them in the order of their admission. */
    const placeOf = async (runId: number): Promise<number> => {
      const rows = await db.query<{ id: number }>(
        `select id from runs where phase = 'running' order by admitted_at, id`,
      );
      return rows.findIndex(({ id }) => id === runId);
    };

    const isWithinOneTurn = async (crowd: readonly number[], single: number): Promise<void> => {
      await registerTestWorker(db, SLOTS);
      for (const tenantId of crowd) await accept(tenantId);
      await admit();
      const { runId } = await accept(single);
      await turnOver();
      expect(await placeOf(runId)).to.be.within(0, SLOTS - 1);
    };

    it("has a slot within one run's time where it is another partner's", async () => {
      const crowd = await makeRunFixture(db, { partnerId: await makePartner(), tenants: 100 });
      const single = await makeRunFixture(db, { partnerId: await makePartner() });
      await isWithinOneTurn(crowd.tenantIds, single.tenantIds[0] as number);
    });

    it("has a slot within one run's time where it is another integration's of the same partner", async () => {
      const partnerId = await makePartner();
      const crowd = await makeRunFixture(db, { partnerId, tenants: 100 });
      const single = await makeRunFixture(db, { partnerId });
      await isWithinOneTurn(crowd.tenantIds, single.tenantIds[0] as number);
    });

    it('waits behind nothing but its own where it is of the same integration', async () => {
      const crowd = await makeRunFixture(db, { partnerId: await makePartner(), tenants: 30 });
      await registerTestWorker(db, SLOTS);
      const accepted = [];
      for (const tenantId of crowd.tenantIds) accepted.push(await accept(tenantId));
      await admit();
      const last = accepted.at(-1)?.runId ?? 0;
      const wait = (await readRunWaits(db, CAPS, [last])).get(last);
      expect(wait?.queuePosition).to.equal(25);
    });
  });
});
