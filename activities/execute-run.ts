import type { RunExecutor } from '../src/app/runs/run-executor.ts';
import type { ExecuteRunInput, ExecuteRunOutcome } from '../src/contracts/run-workflow.ts';
import { withHeartbeat } from './with-heartbeat.ts';

type Executor = Pick<RunExecutor, 'execute' | 'isDraining' | 'reportTerminatedWorkflow'>;

/**
 * Brings a run forward in this worker and waits for it; repeats by itself until there is something to decide, unless it
 * has `timeoutMs`. Its cancellation ends the waiting only: a run is cancelled in the database.
 */
export function createExecuteRun(executor: Executor) {
  return function executeRun({ runId, timeoutMs }: ExecuteRunInput): Promise<ExecuteRunOutcome> {
    // Absent in the input of an activity that a worker of version 0.1 had scheduled.
    if ((timeoutMs ?? null) !== null) return executor.execute(runId, timeoutMs);
    return withHeartbeat(
      ({ signal }) => executeUntilDecided(executor, runId, signal),
      () => executor.reportTerminatedWorkflow(runId),
    );
  };
}

async function executeUntilDecided(executor: Executor, runId: number, signal: AbortSignal): Promise<ExecuteRunOutcome> {
  for (;;) {
    const outcome = await executor.execute(runId, null, signal);
    signal.throwIfAborted();
    if (outcome.kind === 'final') return outcome;
    // Thrown, so that Temporal retries after a while, on another worker.
    if (executor.isDraining) throw new Error('This worker drains; another one takes over.');
    if (outcome.kind === 'retry') return outcome;
  }
}
