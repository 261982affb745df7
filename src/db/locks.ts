import pg from 'pg';
import { toDatabaseError } from './database-errors.ts';
import type { Sql } from './sql.ts';
import { composedStatement } from './statement.ts';

/** Every advisory lock of the hub, as the SQL expression of its key. A key never changes: old and new versions run side by side. */
export const LOCKS = {
  /** Counting running runs and admitting one. */
  runAdmission: '7240001',
  /** Counting builds and admitting some. */
  buildAdmission: `hashtext('build-admission')`,
  /** Creating or dropping the days of the log; `ensure_log_partitions` takes it too. */
  logPartitions: `hashtext('log_partitions')`,
  /** Removing runs and logs past their retention. */
  runRetention: '7240017',
  /** Changing timers: pushing what is pending, or switching the backend. */
  timerSync: '7240011',
  timerReconciliation: '7240012',
  migrations: `hashtext('migrations')`,
  firstOwner: `hashtext('bootstrap_owner')`,
} as const;

export type LockKey = (typeof LOCKS)[keyof typeof LOCKS] | DispatcherLock;

/** Locks of one thing each, named by the first parameter of the statement. */
export const KEYED_LOCKS = {
  /** An artifact's file, by its digest: shared by processes that claim it, exclusive for the one that removes it. */
  artifact: `hashtextextended('artifact:' || $1::text, 0)`,
  /** A caller's idempotency key. */
  idempotencyKey: 'hashtextextended($1, 7)',
} as const;

type DispatcherLock = `72400${number}`;

/** Returns the key of the process that ticks the due tenants of one shard. */
export const dispatcherLock = (shard: number): DispatcherLock => `72400${20 + shard}`;

/** Waits for the lock and holds it until the transaction ends. */
export async function lockUntilCommit(sql: Sql, key: LockKey): Promise<void> {
  await sql.query(composedStatement(`select pg_advisory_xact_lock(${key})`));
}

/** Holds the lock until the transaction ends; false where another transaction has it. */
export async function tryLockUntilCommit(sql: Sql, key: LockKey): Promise<boolean> {
  const [row] = await sql.query(
    composedStatement<{ isHeld: boolean }>(`select pg_try_advisory_xact_lock(${key}) as "isHeld"`),
  );
  return row?.isHeld === true;
}

/**
 * Does the work while it holds the lock on a connection of its own, so that neither a transaction nor a connection of the pool is held
 * for as long as the work takes. Null where another process has the lock. The signal is aborted where the connection is lost, and the lock
 * with it.
 */
export async function withSessionLock<Result>(
  url: string,
  key: LockKey,
  work: (lost: AbortSignal) => Promise<Result>,
): Promise<Result | null> {
  const lost = new AbortController();
  const client = new pg.Client({ connectionString: url, ...SESSION });
  const lose = (): void => lost.abort(new Error('The connection that held the lock was lost.'));
  client.on('error', lose);
  client.on('end', lose);
  try {
    await client.connect();
    const { rows } = await client.query<{ isHeld: boolean }>(`select pg_try_advisory_lock(${key}) as "isHeld"`);
    if (rows[0]?.isHeld !== true) return null;
  } catch (error) {
    await client.end().catch(() => {});
    throw toDatabaseError(error);
  }
  try {
    return await work(lost.signal);
  } finally {
    // Its end releases the lock.
    await client.end().catch(() => {});
  }
}

const SESSION = {
  application_name: 'hubwright-lock',
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  connectionTimeoutMillis: 30_000,
};
