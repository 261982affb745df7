import type { FailureClass, PlatformReason, RunFailure } from './run-failure.ts';

/** Counted attempts of a run in all, 1 to 10, by the class of its failure. */
export interface RetryPolicy {
  readonly platformAttempts: number;
  readonly integrationAttempts: number;
  readonly timeoutAttempts: number;
  readonly oomAttempts: number;
  readonly refreshAttempts: number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  platformAttempts: 3,
  integrationAttempts: 1,
  timeoutAttempts: 1,
  oomAttempts: 1,
  refreshAttempts: 1,
};

/** What can't turn out differently a second time is in none of them. */
const ATTEMPTS: Readonly<Partial<Record<FailureClass, keyof RetryPolicy>>> = {
  platform: 'platformAttempts',
  integration: 'integrationAttempts',
  timeout: 'timeoutAttempts',
  oom: 'oomAttempts',
  refresh: 'refreshAttempts',
};

/** Of the platform, and the same every time. */
const FINAL_REASONS: readonly PlatformReason[] = ['artifact_missing', 'artifact_corrupt', 'toolchain_missing'];

/** Milliseconds until the next attempt is due, or null where the run is final. Back-offs of a run stay under 60 s in all. */
export function nextAttemptDelayMs(policy: RetryPolicy, failure: RunFailure, countedAttempts: number): number | null {
  if (failure.reason === 'worker_shutdown') return 0;
  if (failure.reason !== null && FINAL_REASONS.includes(failure.reason)) return null;
  const attempts = ATTEMPTS[failure.class];
  return attempts !== undefined && countedAttempts < policy[attempts] ? backoffMs(countedAttempts) : null;
}

function backoffMs(countedAttempts: number): number {
  return Math.min(1000 * 2 ** (countedAttempts - 1), 6000);
}
