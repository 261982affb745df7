import { CancellationScope, isCancellation, proxyActivities, sleep } from '@temporalio/workflow';
import type { BuildActivities } from '../activities/build-release.ts';
import type { BuildReleaseInput, BuildWorkflowInput } from '../src/contracts/build-workflow.ts';

const { buildRelease } = proxyActivities<BuildActivities>({
  summary: 'Builds until the attempt ends',
  startToCloseTimeout: '1 day',
  heartbeatTimeout: '15 seconds',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: { initialInterval: '1 second', maximumInterval: '5 seconds' },
});

/** One build: attempts follow one another until PostgreSQL says that the release is final. */
export async function buildWorkflow(input: BuildWorkflowInput): Promise<{ readonly state: string }> {
  try {
    return await executeUntilFinal({ ...input, isCancelled: false });
  } catch (error) {
    if (!isCancellation(error)) throw error;
    return CancellationScope.nonCancellable(() => executeUntilFinal({ ...input, isCancelled: true }));
  }
}

async function executeUntilFinal(input: BuildReleaseInput): Promise<{ readonly state: string }> {
  for (;;) {
    const outcome = await buildRelease(input);
    if (outcome.kind === 'final') return { state: outcome.state };
    await sleep(Math.max(outcome.delayMs, 1), { summary: 'Waits for the next attempt' });
  }
}
