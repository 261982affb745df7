import { expect } from 'chai';
import { type Database, openDatabase, type Transaction } from '../../../src/db/database.ts';
import { PartnerEntity } from '../../../src/db/entities/partner-entity.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { violatedConstraint } from '../../../src/db/violated-constraint.ts';
import { useDatabase } from '../../support/postgres.ts';

describe('a unit of work', () => {
  const target = useDatabase();
  let db: Database;
  before(async () => {
    db = await openDatabase({ url: target.url, poolSize: 2 });
  });
  after(() => db.close());

  it('shows statements what entities stored, in the same types as outside', async () => {
    const row = await inUnitOfWork(db, async (unit) => {
      const partner = unit.em.create(PartnerEntity, { name: 'One', state: 'approved', formAnswers: { a: 'x' } });
      await unit.em.persist(partner).flush();
      const [found] = await unit.query<object>(
        `select id, form_answers, created_at from partners where id = $1 and name = $2`,
        [partner.id, 'One'],
      );
      return found;
    });
    const [outside] = await db.query<object>(`select id, form_answers, created_at from partners where name = 'One'`);
    expect(row).to.deep.equal(outside);
    expect(row).to.have.property('id').that.is.a('number');
    expect(row).to.have.property('created_at').that.is.a('date');
  });

  it('rolls both sides back with an error', async () => {
    const work = inUnitOfWork(db, async (unit) => {
      await unit.em.persist(unit.em.create(PartnerEntity, { name: 'Two', state: 'approved' })).flush();
      await unit.query(`insert into flags (name, flag_color) values ('Two', 'red')`);
      throw new Error('enough');
    });
    expect(await work.catch((error: Error) => error.message)).to.equal('enough');
    const left = await db.query(`select name from partners where name = 'Two' union select name from flags`);
    expect(left).to.deep.equal([]);
  });

  it('names the constraint that an entity ran into', async () => {
    const insert = () =>
      inUnitOfWork(db, (unit) =>
        unit.em.persist(unit.em.create(PartnerEntity, { name: 'Three', state: 'approved' })).flush(),
      );
    await insert();
    expect(violatedConstraint(await insert().catch((error: unknown) => error))).to.equal('partners_name');
  });

  it('sends statements that are asked for together one after the other', async () => {
    const rows = await inUnitOfWork(db, (unit) =>
      Promise.all([1, 2, 3].map((number) => unit.query<{ n: number }>(`select $1::integer as n`, [number]))),
    );
    expect(rows.map(([row]) => row?.n)).to.deep.equal([1, 2, 3]);
  });

  for (const [side, run] of [
    ['statements', (work: (sql: Transaction) => Promise<void>) => db.transaction(work)],
    ['entities', (work: (sql: Transaction) => Promise<void>) => inUnitOfWork(db, work)],
  ] as const) {
    it(`calls what is to happen after the commit once, also where it ran twice (${side})`, async () => {
      const calls: string[] = [];
      let attempt = 0;
      await run(async (sql) => {
        attempt += 1;
        const own = attempt;
        sql.afterCommit(() => calls.push(`attempt ${own}`));
        if (attempt === 1) await sql.query(`do $$ begin raise exception 'again' using errcode = '40001'; end $$`);
      });
      expect(attempt).to.equal(2);
      expect(calls).to.deep.equal(['attempt 2']);
    });

    it(`calls nothing where it was rolled back (${side})`, async () => {
      const calls: string[] = [];
      const work = run(async (sql) => {
        sql.afterCommit(() => calls.push('never'));
        throw new Error('enough');
      });
      expect(await work.catch((error: Error) => error.message)).to.equal('enough');
      expect(calls).to.deep.equal([]);
    });
  }
});
