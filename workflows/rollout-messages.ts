import { defineQuery, defineSignal, defineUpdate, setDefaultSignalHandler } from '@temporalio/workflow';
import {
  ROLLOUT_MESSAGES,
  ROLLOUT_PROGRESS_QUERY,
  type RolloutDecisionResult,
  type RolloutWorkflowProgress,
} from '../src/contracts/rollout-workflow.ts';
import type { RolloutDecision } from '../src/domain/rollouts/rollout-decision.ts';

export const progressQuery = defineQuery<RolloutWorkflowProgress>(ROLLOUT_PROGRESS_QUERY);
/** The content of a message is not trusted: `readRolloutMessage` says what it means. */
export const decisionUpdate = (decision: RolloutDecision) =>
  defineUpdate<RolloutDecisionResult, [unknown]>(ROLLOUT_MESSAGES[decision]);
export const decisionSignal = (decision: RolloutDecision) => defineSignal<[unknown]>(ROLLOUT_MESSAGES[decision]);

export const DESCRIPTIONS: Readonly<Record<RolloutDecision, string>> = {
  pause: 'Stops before the next page of tenants, until it is resumed. Input: {"actor": "name"} or nothing.',
  resume: 'Goes on with a paused or halted rollout. Input: {"actor": "name"} or nothing.',
  abort: 'Ends the rollout; tenants stay where they are. Input: {"actor": "name"} or nothing.',
  rollback: 'Takes every tenant back to the release that it came from. Input: {"actor": "name"} or nothing.',
};

/**
 * Hands over the Signals whose name has no handler. While a default handler is set, the SDK throws at a Signal with a reserved name and
 * the workflow task fails forever; so it is set for a moment, here, where that can be caught.
 */
export function takeUnknownSignals(handle: (name: string) => Promise<void>): void {
  for (let isDone = false; !isDone; ) {
    try {
      setDefaultSignalHandler(handle);
      isDone = true;
    } catch {
      void handle('a reserved name');
    } finally {
      setDefaultSignalHandler(undefined);
    }
  }
}
