import type { RunFailure } from './run-failure.ts';

/** Why the hub stopped a process; null where it ended by itself. */
export type StopReason = 'cancel' | 'timeout' | 'shutdown' | null;

export interface ObservedExit {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly isOutOfMemory: boolean;
  /** Whether its lease had run out, so that its supervisor ended it. */
  readonly isOverdue?: boolean;
  readonly startFailure: string | null;
}

export type ExitOutcome =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly failure: RunFailure };

/** What an exit means: a process that the hub stopped gets the class of the hub's reason, also if it then exits 0. */
export function classifyExit(exit: ObservedExit, stopReason: StopReason, timeLimitMs: number): ExitOutcome {
  if (stopReason === 'cancel') return { kind: 'cancelled' };
  if (stopReason === 'timeout') {
    return failed(exit, 'timeout', null, `It was stopped at its time limit of ${describeDuration(timeLimitMs)}.`);
  }
  if (stopReason === 'shutdown') {
    return failed(exit, 'platform', 'worker_shutdown', 'Its worker was shut down; the run is tried again.');
  }
  if (exit.startFailure !== null) {
    const isFull = /no space left/i.test(exit.startFailure);
    return failed(exit, 'platform', isFull ? 'storage_full' : 'sandbox_failed', exit.startFailure);
  }
  if (exit.isOverdue && exit.exitCode === null) return failed(exit, 'platform', 'lease_lost', LEASE_LOST);
  if (exit.isOutOfMemory) return failed(exit, 'oom', null, 'It used more memory than its limit and was stopped.');
  if (exit.exitCode === 0) return { kind: 'succeeded' };
  const how =
    exit.exitCode === null ? `was ended by ${exit.signal ?? 'a signal'}` : `exited with code ${exit.exitCode}`;
  return failed(exit, 'integration', null, `The integration ${how}.`);
}

const LEASE_LOST = 'Its worker could not reach the database for so long that the run had to be stopped.';

function failed(
  exit: ObservedExit,
  failureClass: RunFailure['class'],
  reason: RunFailure['reason'],
  message: string,
): ExitOutcome {
  return {
    kind: 'failed',
    failure: { class: failureClass, reason, exit_code: exit.exitCode, signal: exit.signal, message },
  };
}

/** `10 minutes`, `45 seconds` */
export function describeDuration(durationMs: number): string {
  const [amount, unit] = durationMs % 60_000 === 0 ? [durationMs / 60_000, 'minute'] : [durationMs / 1000, 'second'];
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

/** A failure without a process. */
export function hubFailure(
  failureClass: RunFailure['class'],
  message: string,
  reason: RunFailure['reason'] = null,
): RunFailure {
  return { class: failureClass, reason, exit_code: null, signal: null, message };
}
