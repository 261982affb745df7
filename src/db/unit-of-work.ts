import type { EntityManager } from '@mikro-orm/postgresql';
import { type Database, rethrowCommit, type Sql, sqlState, type Transaction, toDatabaseError } from './database.ts';

/** One transaction seen from both sides: entities through `em`, statements through `sql`. Flush before reading by SQL. */
export interface UnitOfWork extends Transaction {
  readonly em: EntityManager;
}

/** Runs `work` in one transaction; an error rolls it back. After a deadlock or a serialization failure it runs again, 3 times in all. */
export async function inUnitOfWork<Result>(db: Database, work: (unit: UnitOfWork) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    const afterCommit: (() => void)[] = [];
    let isCommitting = false;
    try {
      const result = await inTransaction(db.em(), async (em) => {
        const done = await work({ em, query: inTurn(em), afterCommit: (call) => void afterCommit.push(call) });
        await em.flush();
        isCommitting = true;
        return done;
      });
      isCommitting = false;
      for (const call of afterCommit) call();
      return result;
    } catch (error) {
      if (isCommitting) rethrowCommit(toDatabaseError(error));
      if (attempt >= 3 || !['40001', '40P01'].includes(sqlState(error))) throw toDatabaseError(error);
    }
  }
}

/** Not `em.transactional`: where a connection is lost in between, that never gives its place in the pool back. */
function inTransaction<Result>(em: EntityManager, work: (em: EntityManager) => Promise<Result>): Promise<Result> {
  return em
    .getKysely()
    .transaction()
    .execute((transaction) => {
      em.setTransactionContext(transaction);
      return work(em);
    });
}

/** A connection takes one statement at a time, so those that are sent together wait for one another. */
function inTurn(em: EntityManager): Sql['query'] {
  let previous: Promise<unknown> = Promise.resolve();
  return <Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]> => {
    const result = previous.then(() => queryInside<Row>(em, text, values));
    previous = result.catch(() => {});
    return result;
  };
}

interface RawQuery {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly query: object;
  readonly queryId: object;
}

interface TransactionContext {
  executeQuery(query: RawQuery): Promise<{ rows: unknown[] }>;
}

async function queryInside<Row extends object>(
  em: EntityManager,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const transaction = em.getTransactionContext<TransactionContext>();
  if (!transaction) throw new Error('The unit of work has ended.');
  const result = await transaction.executeQuery({
    sql: text,
    parameters: [...values],
    query: { kind: 'RawNode', sqlFragments: [text], parameters: [] },
    queryId: { queryId: 'statement' },
  });
  return result.rows as Row[];
}
