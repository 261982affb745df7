import type { ExecuteRunOutcome } from './run-workflow.ts';

/** Started by the tenant's Temporal Schedule, which hands the tenant's id and nothing else. */
export interface TickWorkflowInput {
  readonly tenantId: number;
}

export const TICK_WORKFLOW_TYPE = 'tickWorkflow';

export interface TickTenantInput extends TickWorkflowInput {
  /** The moment that the Schedule meant, milliseconds; null where no Schedule started the workflow. */
  readonly scheduledAtMs: number | null;
  /** How long the call may wait for the end of a run's first attempt. */
  readonly timeoutMs: number;
}

/** The run that the tick admitted and that the workflow executes; null where there is none. */
export interface TickedRun {
  readonly runId: number;
  readonly mode: string;
  readonly releaseId: number;
  readonly outcome: ExecuteRunOutcome;
}
