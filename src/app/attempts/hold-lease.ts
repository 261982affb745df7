import { performance } from 'node:perf_hooks';
import type { Sql } from '../../db/database.ts';
import { renewLease } from '../../db/stores/attempts/attempt-store.ts';
import { RENEW_EVERY_MS, SUPERVISOR_DEADLINE_MS } from '../../domain/runs/lease-times.ts';

export interface LeaseHolderOptions {
  readonly sql: Sql;
  readonly attemptId: number;
  /** The sandbox may live `deadlineMs` longer, counted from now. */
  readonly onRenewed: (deadlineMs: number) => void;
  /** Somebody else has ended this attempt: its process has to die at once. */
  readonly onLost: () => void;
  readonly onCancelRequested: () => void;
}

export interface LeaseHolder {
  stop(): void;
}

/** Renews an attempt's lease every 5 s; while the database is away nothing is extended, so the supervisor's deadline comes. */
export function holdLease(options: LeaseHolderOptions): LeaseHolder {
  let isStopped = false;
  let isRenewing = false;
  const renew = async (): Promise<void> => {
    if (isStopped || isRenewing) return;
    isRenewing = true;
    const sentAt = performance.now();
    try {
      const renewal = await renewLease(options.sql, options.attemptId);
      if (isStopped) return;
      if (!renewal.isHeld) {
        options.onLost();
        return;
      }
      options.onRenewed(SUPERVISOR_DEADLINE_MS - (performance.now() - sentAt));
      if (renewal.isCancelRequested) options.onCancelRequested();
    } catch {
      // The database is away: the next tick tries again, and the deadline stays.
    } finally {
      isRenewing = false;
    }
  };
  const timer = setInterval(() => void renew(), RENEW_EVERY_MS);
  return {
    stop: () => {
      isStopped = true;
      clearInterval(timer);
    },
  };
}
