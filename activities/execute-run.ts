import { Context } from '@temporalio/activity';
import type { RunExecutor } from '../src/app/runs/run-executor.ts';
import type { ExecuteRunInput, ExecuteRunOutcome } from '../src/contracts/run-workflow.ts';

const HEARTBEAT_EVERY_MS = 2_000;

/**
 * Brings a run forward in this worker and waits for it; asks again by itself until there is something to decide, unless it
 * has `timeoutMs`. Its cancellation ends the waiting only: a run is cancelled in the database.
 */
export function createExecuteRun(executor: Pick<RunExecutor, 'execute' | 'isDraining'>) {
  return async function executeRun(input: ExecuteRunInput): Promise<ExecuteRunOutcome> {
    const context = Context.current();
    // Absent in the input of an activity that a worker of version 0.1 had scheduled.
    const timeoutMs = input.timeoutMs ?? null;
    if (timeoutMs !== null) return executor.execute(input.runId, timeoutMs);
    const heartbeat = setInterval(() => context.heartbeat(), HEARTBEAT_EVERY_MS);
    try {
      for (;;) {
        const outcome = await executor.execute(input.runId, null, context.cancellationSignal);
        context.cancellationSignal.throwIfAborted();
        if (outcome.kind === 'final') return outcome;
        // Thrown, so that Temporal asks again after a while and somewhere else.
        if (executor.isDraining) throw new Error('This worker drains; another one takes over.');
        if (outcome.kind === 'retry') return outcome;
      }
    } finally {
      clearInterval(heartbeat);
    }
  };
}
