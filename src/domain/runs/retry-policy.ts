import type { RunFailure } from './run-failure.ts';

export interface RetryPolicy {
  /** Counted attempts in all, 1 to 10. */
  readonly platformAttempts: number;
  readonly integrationAttempts: number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = { platformAttempts: 3, integrationAttempts: 1 };

/** Milliseconds until the next attempt is due, or null where the run is final. Back-offs of a run stay under 60 s in all. */
export function nextAttemptDelayMs(policy: RetryPolicy, failure: RunFailure, countedAttempts: number): number | null {
  if (failure.class === 'platform') {
    if (failure.reason === 'worker_shutdown') return 0;
    if (failure.reason === 'artifact_missing' || failure.reason === 'toolchain_missing') return null;
    return countedAttempts < policy.platformAttempts ? backoffMs(countedAttempts) : null;
  }
  if (failure.class !== 'integration') return null;
  return countedAttempts < policy.integrationAttempts ? backoffMs(countedAttempts) : null;
}

function backoffMs(countedAttempts: number): number {
  return Math.min(1000 * 2 ** (countedAttempts - 1), 6000);
}
