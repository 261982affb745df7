import {
  CancellationScope,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  sleep,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';

import type { ExecuteRunOutcome, RunWorkflowInput } from '../src/contracts/run-workflow.ts';
import { RUN_PHASE_KEY } from '../src/contracts/search-attributes.ts';

/** A short run is over within one workflow task: nearly all its time goes to the process, not to Temporal. */
const FIRST_PATIENCE_MS = 3_000;

const first = proxyLocalActivities<Pick<Activities, 'executeRun' | 'requestRunCancel'>>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '5 seconds' },
});

const later = proxyActivities<Pick<Activities, 'executeRun'>>({
  summary: 'Carries out attempts and waits for their end',
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
  upsertSearchAttributes([{ key: RUN_PHASE_KEY, value: outcome.phase }]);
  return { phase: outcome.phase };
}
