import type { Statement } from './statement.ts';

/** Runs one statement (`$1`, `$2` … stand for `values`) and returns its rows; bigints are numbers, timestamps are Dates. */
export interface Sql {
  query<Row extends object>(statement: Statement<Row>, values?: readonly unknown[]): Promise<Row[]>;
}

/** Runs any text too, as tests do. Stores take `Sql`, so that each of their statements is registered. */
export interface RawSql extends Sql {
  query<Row extends object>(statement: Statement<Row> | string, values?: readonly unknown[]): Promise<Row[]>;
}

/** The statements of one transaction. */
export interface Transaction extends RawSql {
  /**
   * Calls `work` once the transaction is committed, after what was given before it. A transaction that is rolled back, or runs
   * again, forgets it. `work` must not throw: what it does later is its own affair.
   */
  afterCommit(work: () => void): void;
}
