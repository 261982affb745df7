import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { pushSchedules } from '../src/app/schedules/push-schedules.ts';
import { reconcileWhenDue } from '../src/app/schedules/reconcile-timers.ts';
import { switchBackend } from '../src/app/schedules/switch-backend.ts';
import type { TimerDeps } from '../src/app/schedules/timer-deps.ts';

const BEAT_MS = 1_000;
const SETTLE_EVERY_MS = 15_000;
const RECONCILE = { everyS: 300, thoroughEveryS: 3_600 };
/** A start looks at once: whatever was restored or lost, it was while the hub was away. */
const RECONCILE_AT_START = { ...RECONCILE, everyS: 0 };
/** After a failure (Temporal away), before the next try. */
const TIMEOUT_MS = 5_000;

export interface ScheduleKeeper {
  /** Waits for the passes under way. */
  stop(): Promise<void>;
}

/**
 * Keeps the timers of tenants as the database says: tells changes, chooses the backend, reconciles. Beside the relay, which
 * must not wait for Temporal. Runs in every worker; the passes see to it that one does it at a time.
 */
export function keepSchedules(parts: Omit<TimerDeps, 'signal'>, logger: Logger): ScheduleKeeper {
  const stopped = new AbortController();
  const deps = { ...parts, signal: stopped.signal };
  const guard = async (pass: () => Promise<unknown>): Promise<boolean> => {
    try {
      await pass();
      return true;
    } catch (error) {
      if (stopped.signal.aborted) return true;
      logger.warn(
        { error: error instanceof Error ? error.message : String(error) },
        'a pass over the schedules failed',
      );
      return false;
    }
  };
  let resolveAtMs = 0;
  const settleWhenDue = async (): Promise<void> => {
    if (performance.now() < resolveAtMs) return;
    await switchBackend(deps);
    resolveAtMs = performance.now() + SETTLE_EVERY_MS;
  };
  let reconcile = RECONCILE_AT_START;
  const reconcileOnce = async (): Promise<void> => {
    if (await reconcileWhenDue(deps, reconcile)) reconcile = RECONCILE;
  };
  const loops = [
    loop(stopped.signal, () => guard(async () => settleWhenDue().then(() => pushSchedules(deps)))),
    // For itself: a thorough pass takes a while, and a change must not wait for it.
    loop(stopped.signal, () => guard(reconcileOnce)),
  ];
  return {
    stop: async () => {
      stopped.abort();
      await Promise.all(loops);
    },
  };
}

async function loop(signal: AbortSignal, pass: () => Promise<boolean>): Promise<void> {
  while (!signal.aborted) {
    const pauseMs = (await pass()) ? BEAT_MS : TIMEOUT_MS;
    await delay(pauseMs, undefined, { signal }).catch(() => {});
  }
}
