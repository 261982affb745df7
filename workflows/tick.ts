import { CancellationScope, proxyLocalActivities, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import {
  HUB_RUN_ID_KEY,
  RELEASE_ID_KEY,
  RUN_MODE_KEY,
  RUN_PHASE_KEY,
  SCHEDULED_START_KEY,
} from '../src/contracts/search-attributes.ts';
import type { TickedRun, TickWorkflowInput } from '../src/contracts/tick-workflow.ts';
import { runToCompletion } from './run-to-completion.ts';

/** A short run is over within one workflow task: seven events in all. */
const FIRST_TIMEOUT_MS = 3_000;

const first = proxyLocalActivities<Pick<Activities, 'tickTenant'>>({
  summary: 'Asks PostgreSQL what this due time comes to',
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '5 seconds' },
});

/** One due time of a tenant's schedule: PostgreSQL says what it comes to; the run that it admits is executed here. */
export async function tickWorkflow(
  input: TickWorkflowInput,
): Promise<{ readonly runId: number | null; readonly phase: string | null }> {
  const scheduledAtMs = workflowInfo().typedSearchAttributes.get(SCHEDULED_START_KEY)?.getTime() ?? null;
  // A cancel that comes meanwhile must not leave an admitted run whose id is lost.
  const run = await CancellationScope.nonCancellable(() =>
    first.tickTenant({ tenantId: input.tenantId, scheduledAtMs, timeoutMs: FIRST_TIMEOUT_MS }),
  );
  if (run === null) return { runId: null, phase: null };
  if (run.outcome.kind !== 'final') upsertSearchAttributes(attributesOf(run));
  const phase = await runToCompletion(run.runId, () => Promise.resolve(run.outcome));
  upsertSearchAttributes([
    ...(run.outcome.kind === 'final' ? attributesOf(run) : []),
    { key: RUN_PHASE_KEY, value: phase },
  ]);
  return { runId: run.runId, phase };
}

function attributesOf({ runId, mode, releaseId }: TickedRun) {
  return [
    { key: HUB_RUN_ID_KEY, value: String(runId) },
    { key: RUN_MODE_KEY, value: mode },
    { key: RELEASE_ID_KEY, value: String(releaseId) },
  ];
}
