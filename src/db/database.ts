import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { AppError } from '../errors/app-error.ts';
import { sqlState, toDatabaseError } from './database-errors.ts';
import { entities } from './entities/index.ts';
import { type LockKey, withSessionLock } from './locks.ts';
import type { RawSql, Transaction } from './sql.ts';
import { statementName } from './statement.ts';

export { sqlState, toDatabaseError } from './database-errors.ts';
export type { Sql, Transaction } from './sql.ts';

/** One PostgreSQL database: entities through MikroORM, statements through `Sql`, both over one pool of connections. */
export interface Database extends RawSql {
  readonly orm: MikroORM;
  /** Returns a fresh entity manager. */
  em(): EntityManager;
  /** Runs `work` in one transaction; an error rolls it back. After a deadlock or a serialization failure it runs again, 3 times in all. */
  transaction<Result>(work: (sql: Transaction) => Promise<Result>): Promise<Result>;
  /**
   * Does the work while it holds the lock on a connection of its own, which may take long. Null where another process has the lock. The
   * signal is aborted where the lock is lost.
   */
  withSessionLock<Result>(key: LockKey, work: (lost: AbortSignal) => Promise<Result>): Promise<Result | null>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  /** The most connections that are open at once. */
  readonly poolSize: number;
}

/** Opening a connection costs as much as the statements of several runs; with the driver's 10 s each burst would open them anew. An open one takes 4 MiB. */
const IDLE_TIMEOUT_MS = 60_000;

/** So that a server that vanished without closing its connections is noticed. */
const LIVENESS = { connectionTimeoutMillis: 30_000, keepAlive: true, keepAliveInitialDelayMillis: 10_000 };

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const orm = new MikroORM({
    clientUrl: options.url,
    entities,
    pool: { min: 0, max: options.poolSize, idleTimeoutMillis: IDLE_TIMEOUT_MS },
    discovery: { warnWhenNoEntities: false },
    forceUtcTimezone: true,
    driverOptions: { types: { getTypeParser }, application_name: 'hubwright', ...LIVENESS },
    logger: () => {},
  });
  // The pool that MikroORM makes for itself; it opens connections only when they are needed.
  const pool = (await orm.driver.getConnection().getNativeClient()) as pg.Pool;
  return {
    orm,
    em: () => orm.em.fork() as EntityManager,
    query: (text, values) => runQuery(pool, text, values),
    transaction: (work) => withRetries(() => runTransaction(pool, work)),
    withSessionLock: (key, work) => withSessionLock(options.url, key, work),
    close: () => orm.close(true),
  };
}

const INT8 = 20;

function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === INT8) return Number;
  return pg.types.getTypeParser(oid, format as 'text') as (value: string) => unknown;
}

interface Statement {
  readonly text: string;
  readonly values?: unknown[];
  /** Each connection prepares a registered statement once, under this name. */
  readonly name?: string | undefined;
}

interface Queryable {
  query(statement: Statement): Promise<{ rows: unknown[] }>;
}

async function runQuery<Row extends object>(
  client: Queryable,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  try {
    const statement = values.length === 0 ? { text } : { text, values: [...values], name: statementName(text) };
    const result = await client.query(statement);
    return result.rows as Row[];
  } catch (error) {
    throw toDatabaseError(error);
  }
}

async function runTransaction<Result>(pool: pg.Pool, work: (sql: Transaction) => Promise<Result>): Promise<Result> {
  const client = await pool.connect().catch((error: unknown) => {
    throw toDatabaseError(error);
  });
  const afterCommit: (() => void)[] = [];
  let isBroken = false;
  try {
    await runQuery(client, 'begin');
    const result = await work({
      query: (text, values) => runQuery(client, text, values),
      afterCommit: (call) => void afterCommit.push(call),
    });
    await runQuery(client, 'commit').catch(rethrowCommit);
    for (const call of afterCommit) call();
    return result;
  } catch (error) {
    await client.query({ text: 'rollback' }).catch(() => {
      isBroken = true;
    });
    throw error;
  } finally {
    client.release(isBroken);
  }
}

/** A connection that is lost while it commits leaves open whether the server did. */
export function rethrowCommit(error: unknown): never {
  if (!(error instanceof AppError) || error.code !== 'database_unavailable') throw error;
  throw new AppError(
    'outcome_unknown',
    'The database went away while this was being stored: look whether it was, or ask again with the same Idempotency-Key.',
    { cause: error },
  );
}

const RETRYABLE_STATES = new Set(['40001', '40P01']);

async function withRetries<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= 3 || !RETRYABLE_STATES.has(sqlState(error))) throw error;
    }
  }
}
