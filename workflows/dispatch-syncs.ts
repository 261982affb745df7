import { proxyActivities } from '@temporalio/workflow';
import type { RetiredRunsActivities } from '../activities/retired-housekeeping.ts';

const { dispatchSyncs } = proxyActivities<RetiredRunsActivities>({
  summary: 'Ticks the tenants that are due, for a little more than a minute',
  startToCloseTimeout: '2 minutes',
  scheduleToCloseTimeout: '2 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '2 seconds' },
});

/** Retired: version 0.1 ticked due tenants with it. It stays until no history of it can be under way. */
export async function dispatchSyncsWorkflow(): Promise<{ readonly ticked: number }> {
  return { ticked: await dispatchSyncs() };
}
