import { pushSchedules } from '../../src/app/schedules/push-schedules.ts';
import type { TimerDeps } from '../../src/app/schedules/timer-deps.ts';
import type { BackgroundJob } from './background-job.ts';

const INTERVAL_MS = 1_000;

/** Pushes changed schedules, pauses and archived tenants to Temporal. */
export function syncSchedules(deps: TimerDeps): BackgroundJob {
  return {
    name: 'sync-schedules',
    intervalMs: INTERVAL_MS,
    wakeOn: [],
    run: async (items) => (await pushSchedules(deps, items)) ?? 0,
  };
}
