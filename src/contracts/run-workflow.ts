/** Workflow `run:<id>`: its argument, and what the activity that runs attempts returns. */
export interface RunWorkflowInput {
  readonly runId: number;
}

export const RUN_WORKFLOW_TYPE = 'runWorkflow';

export const runWorkflowId = (runId: number): string => `run:${runId}`;

/**
 * `final`: the run has ended (or there is nothing to do). `continue`: an attempt runs in a worker, or none could be
 * begun yet; call again. `retry`: the next attempt is due in `delayMs`.
 */
export type ExecuteRunOutcome =
  | { readonly kind: 'final'; readonly phase: string }
  | { readonly kind: 'continue' }
  | { readonly kind: 'retry'; readonly delayMs: number };

export interface ExecuteRunInput {
  readonly runId: number;
  /** How long the call may wait for the attempt before it returns `continue`; null = until the attempt has ended. */
  readonly timeoutMs: number | null;
}
