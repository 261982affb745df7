import { CancellationScope, isCancellation, proxyActivities, sleep } from '@temporalio/workflow';
import type { BuildActivities } from '../activities/build-activities.ts';
import type { BuildWorkflowInput } from '../src/contracts/build-workflow.ts';

const { buildRelease, requestBuildCancel } = proxyActivities<BuildActivities>({
  startToCloseTimeout: '1 day',
  heartbeatTimeout: '15 seconds',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: { initialInterval: '1 second', maximumInterval: '5 seconds' },
});

/** One build: attempts follow one another until PostgreSQL says that the release is final. */
export async function buildWorkflow(input: BuildWorkflowInput): Promise<{ readonly state: string }> {
  try {
    return await bringToEnd(input);
  } catch (error) {
    if (!isCancellation(error)) throw error;
    return CancellationScope.nonCancellable(async () => {
      await requestBuildCancel(input);
      return bringToEnd(input);
    });
  }
}

async function bringToEnd(input: BuildWorkflowInput): Promise<{ readonly state: string }> {
  for (;;) {
    const outcome = await buildRelease(input);
    if (outcome.kind === 'final') return { state: outcome.state };
    await sleep(Math.max(outcome.delayMs, 1));
  }
}
