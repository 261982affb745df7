import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { AppError } from '../errors/app-error.ts';
import { entities } from './entities/index.ts';
import type { Sql } from './sql.ts';

export type { Sql } from './sql.ts';

/** One PostgreSQL database: entities through MikroORM, hot statements through `Sql`. */
export interface Database extends Sql {
  readonly orm: MikroORM;
  /** A fresh unit of work. */
  em(): EntityManager;
  /** Runs `work` in one transaction; an error rolls it back. Deadlocks and serialization failures are retried thrice. */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize: number;
}

/** Opening a connection costs several runs' worth of statements; the driver's own 10 s would do that between two bursts. */
const KEPT_IDLE_MS = 300_000;

/** A server that went without a word is noticed, instead of waited for. */
const LIVENESS = { connectionTimeoutMillis: 30_000, keepAlive: true, keepAliveInitialDelayMillis: 10_000 };

/** @throws AppError `database_unavailable` */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    idleTimeoutMillis: KEPT_IDLE_MS,
    ...LIVENESS,
    types: { getTypeParser },
    application_name: 'hubwright',
  });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const orm = new MikroORM({
    clientUrl: options.url,
    entities,
    pool: { min: 0, max: options.poolSize, idleTimeoutMillis: KEPT_IDLE_MS },
    discovery: { warnWhenNoEntities: false },
    forceUtcTimezone: true,
    driverOptions: { types: { getTypeParser }, ...LIVENESS },
    logger: () => {},
  });
  return {
    orm,
    em: () => orm.em.fork() as EntityManager,
    query: (text, values) => runQuery(pool, text, values),
    transaction: (work) => withRetries(() => runTransaction(pool, work)),
    close: async () => {
      await orm.close(true);
      await pool.end();
    },
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
  /** PostgreSQL keeps the parsed statement under this name, per connection. */
  readonly name?: string;
}

interface Queryable {
  query(statement: Statement): Promise<{ rows: unknown[] }>;
}

const MAX_NAMED_STATEMENTS = 400;
const statementNames = new Map<string, string>();

/** Statements with parameters are prepared once per connection; texts that are put together for each call stay without a name. */
function nameOf(text: string): { readonly name?: string } {
  const known = statementNames.get(text);
  if (known !== undefined) return { name: known };
  if (statementNames.size >= MAX_NAMED_STATEMENTS) return {};
  const name = `hw_${statementNames.size + 1}`;
  statementNames.set(text, name);
  return { name };
}

async function runQuery<Row extends object>(
  client: Queryable,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  try {
    const result = await client.query(values.length === 0 ? { text } : { text, values: [...values], ...nameOf(text) });
    return result.rows as Row[];
  } catch (error) {
    throw toDatabaseError(error);
  }
}

async function runTransaction<Result>(pool: pg.Pool, work: (sql: Sql) => Promise<Result>): Promise<Result> {
  const client = await pool.connect().catch((error: unknown) => {
    throw toDatabaseError(error);
  });
  let isBroken = false;
  try {
    await runQuery(client, 'begin');
    const result = await work({ query: (text, values) => runQuery(client, text, values) });
    await runQuery(client, 'commit').catch(rethrowCommit);
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

/** The SQLSTATE of a PostgreSQL error, '' for others. */
export function sqlState(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** Classes 08 (connection), 57 (shut down, starting up), 53 (resources) and socket errors mean: the database is away. */
export function toDatabaseError(error: unknown): unknown {
  const state = sqlState(error);
  const isAway =
    /^(08|57P|53)/.test(state) ||
    /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_)/.test(state) ||
    /Connection terminated|not queryable|timeout exceeded/.test(error instanceof Error ? error.message : '');
  return isAway ? new AppError('database_unavailable', 'The database does not answer.', { cause: error }) : error;
}
