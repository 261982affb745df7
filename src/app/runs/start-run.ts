import type { RunExecutor } from './run-executor.ts';

export interface StartRunDeps {
  /** Starts the run's workflow. */
  readonly startWorkflow: (runId: number) => Promise<void>;
  readonly runs: Pick<RunExecutor, 'execute'>;
}

/**
 * Starts admitted runs in a worker. The first attempt begins at once where a slot is free, while Temporal is still storing
 * the workflow that will find it: the lease in PostgreSQL decides who carries it out, so nothing can begin twice. After a
 * start that failed there is no head start until one succeeds again, so that no run stays without its history.
 * @see docs/adr/0002-attempts-live-in-workers.md
 */
export function createStartRun(deps: StartRunDeps): (runId: number) => Promise<void> {
  let isTemporalUp = true;
  return async (runId) => {
    if (isTemporalUp) void deps.runs.execute(runId, 0).catch(() => {});
    try {
      await deps.startWorkflow(runId);
      isTemporalUp = true;
    } catch (error) {
      isTemporalUp = false;
      throw error;
    }
  };
}
