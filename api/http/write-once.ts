import { createHash } from 'node:crypto';
import type { Transaction } from '../../src/db/database.ts';
import { type OnceOutcome, runOnce } from '../../src/db/stores/idempotency-keys/run-once.ts';
import { inUnitOfWork, type UnitOfWork } from '../../src/db/unit-of-work.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { JsonResponse, RouteRequest } from './define-route.ts';
import { isStorableText } from './json-input.ts';

const MAX_KEY_LENGTH = 255;

type AnyRequest = RouteRequest<unknown, unknown, unknown>;

type RunTransaction<Unit extends Transaction> = (work: (unit: Unit) => Promise<OnceOutcome>) => Promise<OnceOutcome>;

/**
 * Does the work of a request in one transaction; with an `Idempotency-Key` only once, and concurrent duplicates get the same response.
 * @throws AppError idempotency_key_reused, invalid_input
 */
export function writeOnce(
  operation: string,
  request: AnyRequest,
  work: (unit: UnitOfWork) => Promise<JsonResponse>,
): Promise<JsonResponse> {
  return once((run) => inUnitOfWork(request.deps.db, run), operation, request, work);
}

/** The same for work that is statements only. */
export function writeOnceBySql(
  operation: string,
  request: AnyRequest,
  work: (sql: Transaction) => Promise<JsonResponse>,
): Promise<JsonResponse> {
  return once((run) => request.deps.db.transaction(run), operation, request, work);
}

async function once<Unit extends Transaction>(
  transaction: RunTransaction<Unit>,
  operation: string,
  request: AnyRequest,
  work: (unit: Unit) => Promise<JsonResponse>,
): Promise<JsonResponse> {
  const key = request.headers['idempotency-key'];
  if (key === undefined) {
    return (await transaction(async (unit) => ({ answer: await work(unit), isReplay: false }))).answer;
  }
  checkKey(key);
  const asked = { actor: request.actor.name, key, operation, requestHash: hashRequest(request) };
  const { answer, isReplay } = await transaction((unit) => runOnce(unit, asked, () => work(unit)));
  return isReplay ? { ...answer, headers: { ...answer.headers, 'Idempotency-Replayed': 'true' } } : answer;
}

function checkKey(key: string): void {
  if (key !== '' && key.length <= MAX_KEY_LENGTH && isStorableText(key)) return;
  throw new AppError('invalid_input', `The Idempotency-Key needs 1 to ${MAX_KEY_LENGTH} characters.`);
}

function hashRequest(request: AnyRequest): string {
  const hash = createHash('sha256').update(JSON.stringify([request.params, request.query]));
  return hash.update(request.rawBody ?? '').digest('hex');
}
