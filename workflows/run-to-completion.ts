import { CancellationScope, isCancellation, proxyActivities, proxyLocalActivities, sleep } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { ExecuteRunOutcome } from '../src/contracts/run-workflow.ts';

const now = proxyLocalActivities<Pick<Activities, 'requestRunCancel'>>({
  summary: 'Asks for the cancel of the run',
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '5 seconds' },
});

const later = proxyActivities<Pick<Activities, 'executeRun'>>({
  summary: 'Runs attempts and waits for their end',
  startToCloseTimeout: '7 days',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '5 seconds' },
});

/** Attempts follow one another until PostgreSQL says that the run is final; a cancel of the workflow becomes a request. */
export async function runToCompletion(runId: number, begin: () => Promise<ExecuteRunOutcome>): Promise<string> {
  try {
    return await executeUntilFinal(runId, begin);
  } catch (error) {
    if (!isCancellation(error)) throw error;
    return CancellationScope.nonCancellable(async () => {
      await now.requestRunCancel({ runId });
      return executeUntilFinal(runId, () => later.executeRun({ runId, timeoutMs: null }));
    });
  }
}

async function executeUntilFinal(runId: number, begin: () => Promise<ExecuteRunOutcome>): Promise<string> {
  let outcome = await begin();
  while (outcome.kind !== 'final') {
    if (outcome.kind === 'retry') {
      await sleep(Math.max(outcome.delayMs, 1), { summary: 'Waits for the next attempt' });
    }
    outcome = await later.executeRun({ runId, timeoutMs: null });
  }
  return outcome.phase;
}
