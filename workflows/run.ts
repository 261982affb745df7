import { CancellationScope, isCancellation, proxyActivities, proxyLocalActivities, sleep } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { ExecuteRunOutcome, RunWorkflowInput } from '../src/contracts/run-workflow.ts';

/** A short run is over within one workflow task: nearly all its time goes to the process, not to Temporal. */
const FIRST_PATIENCE_MS = 3_000;

const first = proxyLocalActivities<Pick<Activities, 'executeRun' | 'requestRunCancel'>>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '5 seconds' },
});

const later = proxyActivities<Pick<Activities, 'executeRun'>>({
  startToCloseTimeout: '7 days',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '5 seconds' },
});

/** One run: attempts follow one another until PostgreSQL says that it is final. */
export async function runWorkflow(input: RunWorkflowInput): Promise<{ readonly phase: string }> {
  try {
    return await bringToEnd(input, () => first.executeRun({ runId: input.runId, patienceMs: FIRST_PATIENCE_MS }));
  } catch (error) {
    if (!isCancellation(error)) throw error;
    return CancellationScope.nonCancellable(async () => {
      await first.requestRunCancel({ runId: input.runId });
      return bringToEnd(input, () => later.executeRun({ runId: input.runId, patienceMs: null }));
    });
  }
}

async function bringToEnd(
  input: RunWorkflowInput,
  begin: () => Promise<ExecuteRunOutcome>,
): Promise<{ readonly phase: string }> {
  let outcome = await begin();
  while (outcome.kind !== 'final') {
    if (outcome.kind === 'retry') await sleep(Math.max(outcome.delayMs, 1));
    outcome = await later.executeRun({ runId: input.runId, patienceMs: null });
  }
  return { phase: outcome.phase };
}
