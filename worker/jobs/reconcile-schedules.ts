import { reconcileWhenDue } from '../../src/app/schedules/reconcile-timers.ts';
import type { TimerDeps } from '../../src/app/schedules/timer-deps.ts';
import type { BackgroundJob } from './background-job.ts';

/** A person who requests a reconciliation sees it begin within this. */
const INTERVAL_MS = 2_000;
const TIMES = { everyS: 300, thoroughEveryS: 3_600 };
/** A start reconciles at once: whatever was restored or lost, it was while the hub was away. */
const TIMES_AT_START = { ...TIMES, everyS: 0 };

/** Compares the timers in Temporal with the database, and repairs what differs. */
export function reconcileSchedules(deps: TimerDeps): BackgroundJob {
  let times = TIMES_AT_START;
  return {
    name: 'reconcile-schedules',
    intervalMs: INTERVAL_MS,
    wakeOn: [],
    run: async (items) => {
      const isDone = await reconcileWhenDue(deps, times, items);
      if (isDone) times = TIMES;
      return isDone ? 1 : 0;
    },
  };
}
