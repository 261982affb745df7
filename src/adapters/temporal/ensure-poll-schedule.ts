import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { BUILDS_QUEUE } from '../../contracts/task-queues.ts';
import { POLL_SCHEDULE_ID, POLL_WORKFLOW_TYPE } from '../../contracts/watching-workflows.ts';

const RPC_TIMEOUT_MS = 5_000;
/** A round is begun at least this often, also where repositories are polled less often. */
const MAX_MS = 60_000;

/** Makes the one schedule of polling, or gives the present one this interval. A pause by hand stays. */
export async function ensurePollSchedule(client: Client, pollMs: number): Promise<void> {
  const spec = { intervals: [{ every: Math.min(pollMs, MAX_MS) }] };
  const action = {
    type: 'startWorkflow' as const,
    workflowType: POLL_WORKFLOW_TYPE,
    workflowId: POLL_SCHEDULE_ID,
    taskQueue: BUILDS_QUEUE,
    staticSummary: 'Polls the repositories that are due',
  };
  // What was missed while the hub was away is one poll, not many.
  const policies = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' as const };
  await client.withDeadline(Date.now() + RPC_TIMEOUT_MS, async () => {
    try {
      await client.schedule.create({ scheduleId: POLL_SCHEDULE_ID, spec, action, policies });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      const handle = client.schedule.getHandle(POLL_SCHEDULE_ID);
      await handle.update((previous) => ({ ...previous, spec, action, policies }));
    }
  });
}
