import { expect } from 'chai';
import { type Database, openDatabase } from '../../../src/db/database.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import type { AppError } from '../../../src/errors/app-error.ts';
import { type CuttableProxy, startCuttableProxy } from '../../support/cuttable-proxy.ts';
import { useDatabase } from '../../support/postgres.ts';

describe('a transaction whose connection is lost', () => {
  const target = useDatabase();
  let proxy: CuttableProxy;
  let db: Database;

  beforeEach(async () => {
    const url = new URL(target.url);
    proxy = await startCuttableProxy(url.hostname, Number(url.port));
    url.port = String(proxy.port);
    url.hostname = '127.0.0.1';
    db = await openDatabase({ url: url.href, poolSize: 2 });
  });
  afterEach(() => db.close());

  const codeOf = (work: Promise<unknown>) => work.then(String, (error: AppError) => error.code);
  const insert = `insert into flags (name, flag_color) values ('x', 'red') on conflict do nothing`;

  for (const [side, run] of [
    ['statements', (work: (sql: { query: Database['query'] }) => Promise<void>) => db.transaction(work)],
    ['entities', (work: (sql: { query: Database['query'] }) => Promise<void>) => inUnitOfWork(db, work)],
  ] as const) {
    it(`before the commit was not stored: database_unavailable (${side})`, async () => {
      const work = run(async (sql) => {
        await proxy.cut();
        await sql.query(insert);
      });
      expect(await codeOf(work)).to.equal('database_unavailable');
    });

    it(`at the commit may have been stored or not: outcome_unknown (${side})`, async () => {
      const work = run(async (sql) => {
        await sql.query(insert);
        await proxy.cut();
      });
      expect(await codeOf(work)).to.equal('outcome_unknown');
    });

    it(`gives its place in the pool back (${side})`, async () => {
      for (let round = 0; round < 5; round += 1) {
        const lost = run(async (sql) => {
          await sql.query(insert);
          await proxy.cut();
        });
        expect(await codeOf(lost)).to.equal('outcome_unknown');
        await proxy.mend();
      }
      expect(await codeOf(run(async (sql) => void (await sql.query(insert))))).to.equal('undefined');
    });
  }
});
