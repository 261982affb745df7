import { proxyLocalActivities, upsertSearchAttributes } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { RunWorkflowInput } from '../src/contracts/run-workflow.ts';
import { RUN_PHASE_KEY } from '../src/contracts/search-attributes.ts';
import { runToCompletion } from './run-to-completion.ts';

/** A short run is over within one workflow task: nearly all its time goes to the process, not to Temporal. */
const FIRST_TIMEOUT_MS = 3_000;

const first = proxyLocalActivities<Pick<Activities, 'executeRun'>>({
  summary: 'Runs the first attempt, for a short while in this very task',
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '5 seconds' },
});

/** One run. */
export async function runWorkflow(input: RunWorkflowInput): Promise<{ readonly phase: string }> {
  const phase = await runToCompletion(input.runId, () =>
    first.executeRun({ runId: input.runId, timeoutMs: FIRST_TIMEOUT_MS }),
  );
  upsertSearchAttributes([{ key: RUN_PHASE_KEY, value: phase }]);
  return { phase };
}
