import type { DispatchDue } from '../src/app/schedules/dispatch-due.ts';
import type { DispatchWorkflowInput } from '../src/contracts/tick-workflow.ts';
import { withHeartbeat } from './with-heartbeat.ts';

const ROUND_MS = 65_000;

/** One round of a dispatcher; a worker that drains hands it on. */
export function createDispatchSyncs(dispatch: DispatchDue) {
  return function dispatchSyncs(input: DispatchWorkflowInput): Promise<number> {
    return withHeartbeat(async ({ signal }) => {
      const ticked = await dispatch(input, AbortSignal.any([signal, AbortSignal.timeout(ROUND_MS)]));
      signal.throwIfAborted();
      return ticked;
    });
  };
}
