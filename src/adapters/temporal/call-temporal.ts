import { type Client, isGrpcServiceError } from '@temporalio/client';
import { NamespaceNotFoundError } from '@temporalio/common';
import { AppError } from '../../errors/app-error.ts';

/** gRPC status codes that say that the server could not be reached, or could not take the request now. */
const AWAY_CODES: ReadonlySet<number> = new Set([
  1, // CANCELLED
  4, // DEADLINE_EXCEEDED
  8, // RESOURCE_EXHAUSTED
  10, // ABORTED
  14, // UNAVAILABLE
]);

/**
 * Calls Temporal with a deadline. What the server refuses, and what is the hub's own error, is thrown unchanged.
 * @throws AppError `temporal_unavailable` where Temporal does not respond in time
 */
export async function callTemporal<Result>(
  client: Client,
  timeoutMs: number,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await client.withDeadline(Date.now() + timeoutMs, work);
  } catch (error) {
    throw toTemporalError(error);
  }
}

/** Returns AppError `temporal_unavailable` for an error that says so, anywhere in its chain of causes, and any other as it is. */
export function toTemporalError(error: unknown): unknown {
  if (!isTemporalAway(error)) return error;
  return new AppError('temporal_unavailable', 'Temporal does not answer.', { cause: error });
}

function isTemporalAway(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (isGrpcServiceError(at) && AWAY_CODES.has(at.code)) return true;
    // A server that lost its store makes its namespace anew.
    if (at instanceof NamespaceNotFoundError || at.name === 'TransportError') return true;
  }
  return false;
}
