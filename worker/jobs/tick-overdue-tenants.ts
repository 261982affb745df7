import type { TickDueDeps } from '../../src/app/schedules/tick-due.ts';
import { tickOverdue } from '../../src/app/schedules/tick-overdue.ts';
import { type BackgroundJob, QUEUE_INTERVAL_MS } from './background-job.ts';

/** The fallback sweep: ticks tenants that no timer woke in time. */
export function tickOverdueTenants(deps: TickDueDeps): BackgroundJob {
  return {
    name: 'tick-overdue-tenants',
    intervalMs: QUEUE_INTERVAL_MS,
    wakeOn: ['reconnect'],
    run: (items) => tickOverdue(deps, items),
  };
}
