import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { DispatchWorkflowInput } from '../src/contracts/tick-workflow.ts';

const { dispatchSyncs } = proxyActivities<Pick<Activities, 'dispatchSyncs'>>({
  summary: 'Ticks the tenants that are due, for a little more than a minute',
  startToCloseTimeout: '2 minutes',
  scheduleToCloseTimeout: '2 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '2 seconds' },
});

/** One round of a dispatcher; the next one begins before it ends. */
export async function dispatchSyncsWorkflow(input: DispatchWorkflowInput): Promise<{ readonly ticked: number }> {
  return { ticked: await dispatchSyncs(input) };
}
