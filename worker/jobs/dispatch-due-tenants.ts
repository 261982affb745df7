import { type DispatchDeps, dispatchDue } from '../../src/app/schedules/dispatch-due.ts';
import type { BackgroundJob } from './background-job.ts';

const INTERVAL_MS = 5_000;

/** Ticks due tenants where there are too many for a Temporal Schedule each. */
export function dispatchDueTenants(deps: DispatchDeps): BackgroundJob {
  return {
    name: 'dispatch-due-tenants',
    intervalMs: INTERVAL_MS,
    wakeOn: ['dispatch', 'reconnect'],
    run: (items) => dispatchDue(deps, items),
  };
}
