import { Context } from '@temporalio/activity';
import type { DispatchDue } from '../src/app/schedules/dispatch-due.ts';
import type { DispatchWorkflowInput } from '../src/contracts/tick-workflow.ts';

const ROUND_MS = 65_000;
const HEARTBEAT_EVERY_MS = 2_000;

/** One round of a dispatcher; a worker that drains hands it on. */
export function createDispatchSyncs(dispatch: DispatchDue) {
  return async function dispatchSyncs(input: DispatchWorkflowInput): Promise<number> {
    const context = Context.current();
    const heartbeat = setInterval(() => context.heartbeat(), HEARTBEAT_EVERY_MS);
    try {
      const ticked = await dispatch(
        input,
        AbortSignal.any([context.cancellationSignal, AbortSignal.timeout(ROUND_MS)]),
      );
      context.cancellationSignal.throwIfAborted();
      return ticked;
    } finally {
      clearInterval(heartbeat);
    }
  };
}
