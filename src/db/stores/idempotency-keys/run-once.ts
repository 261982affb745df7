import { AppError } from '../../../errors/app-error.ts';
import type { Sql } from '../../database.ts';
import { KEYED_LOCKS } from '../../locks.ts';
import { statement } from '../../statement.ts';

export interface OnceRequest {
  readonly actor: string;
  /** The caller's `Idempotency-Key`. */
  readonly key: string;
  readonly operation: string;
  /** A digest of everything the request says. */
  readonly requestHash: string;
}

export interface OnceResponse {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface OnceOutcome {
  readonly answer: OnceResponse;
  /** True where an earlier request did the work and this is its response. */
  readonly isReplay: boolean;
}

interface StoredRow {
  operation: string;
  request_hash: string;
  status: number;
  response: unknown;
  headers: Record<string, string>;
}

const LOCK_KEY = statement(`select pg_advisory_xact_lock(${KEYED_LOCKS.idempotencyKey})`);

const FIND_KEY = statement<StoredRow>(`
  select operation, request_hash, status, response, headers from idempotency_keys where actor = $1 and key = $2`);

const INSERT_KEY = statement(`
  insert into idempotency_keys (actor, key, operation, request_hash, status, response, headers)
  values ($1, $2, $3, $4, $5, $6, $7)`);

/**
 * Does `work` once for an actor and key. The response is stored in the transaction of the write; concurrent duplicates wait for each other.
 * @throws AppError idempotency_key_reused
 */
export async function runOnce(sql: Sql, request: OnceRequest, work: () => Promise<OnceResponse>): Promise<OnceOutcome> {
  await sql.query(LOCK_KEY, [`${request.actor}\n${request.key}`]);
  const [earlier] = await sql.query(FIND_KEY, [request.actor, request.key]);
  if (earlier) return { answer: replay(earlier, request), isReplay: true };
  const answer = await work();
  const { actor, key, operation, requestHash } = request;
  const stored = [answer.status, JSON.stringify(answer.body), JSON.stringify(answer.headers ?? {})];
  await sql.query(INSERT_KEY, [actor, key, operation, requestHash, ...stored]);
  return { answer, isReplay: false };
}

function replay(stored: StoredRow, request: OnceRequest): OnceResponse {
  if (stored.operation === request.operation && stored.request_hash === request.requestHash) {
    return { status: stored.status, body: stored.response, headers: stored.headers };
  }
  throw new AppError('idempotency_key_reused', 'This Idempotency-Key was used with another request; use a new one.');
}
