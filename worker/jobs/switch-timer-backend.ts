import { type SwitchBackendDeps, switchBackend } from '../../src/app/schedules/switch-backend.ts';
import type { BackgroundJob } from './background-job.ts';

const INTERVAL_MS = 15_000;

/** Sees to it that what wakes tenants fits their number. */
export function switchTimerBackend(deps: SwitchBackendDeps): BackgroundJob {
  return {
    name: 'switch-timer-backend',
    intervalMs: INTERVAL_MS,
    wakeOn: [],
    run: async () => ((await switchBackend(deps)) ? 1 : 0),
  };
}
