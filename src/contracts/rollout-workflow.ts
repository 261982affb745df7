import type { NextMove } from '../domain/rollouts/next-move.ts';
import type { RolloutDecision } from '../domain/rollouts/rollout-decision.ts';
import type { RolloutState } from '../domain/rollouts/rollout-state.ts';

/** Workflow `rollout:<id>`. */
export interface RolloutWorkflowInput {
  readonly rolloutId: number;
}

/** What a run of the workflow hands to the next one where its history has grown long. */
export interface RolloutCarryOver {
  readonly moved: number;
  readonly held: number;
  /** The newest decisions by the id of their Update: Temporal itself knows those of one run only. */
  readonly decided: readonly { readonly updateId: string; readonly result: RolloutDecisionResult }[];
}

export const ROLLOUT_WORKFLOW_TYPE = 'rolloutWorkflow';

export const rolloutWorkflowId = (rolloutId: number): string => `rollout:${rolloutId}`;

/** The Update (and the Signal) of each decision, and the Query of the progress. */
export const ROLLOUT_MESSAGES: Readonly<Record<RolloutDecision, string>> = {
  pause: 'pauseRollout',
  resume: 'resumeRollout',
  abort: 'abortRollout',
  rollback: 'rollbackRollout',
};
export const ROLLOUT_PROGRESS_QUERY = 'rolloutProgress';

export interface RolloutDecisionInput {
  /** Who decides, as the activity log tells it. */
  readonly actor: string;
}

/** `state` is what the rollout is in afterwards; where the decision did not fit, what it stayed in. */
export interface RolloutDecisionResult {
  readonly isTaken: boolean;
  readonly state: RolloutState;
  /** Why it was not taken, where there is more to say than the state. */
  readonly reason?: string;
}

export interface RolloutView {
  readonly state: RolloutState;
  readonly next: NextMove;
  readonly total: number;
  readonly step: number;
}

export interface RolloutPage {
  readonly rolloutId: number;
  readonly from: number;
  readonly upTo: number;
}

export interface RolloutPageResult {
  /** True where the rollout is no longer in the state that the page belongs to: nothing was written. */
  readonly isStopped: boolean;
  readonly moved: number;
  readonly held: number;
}

/** Carries a rollout out; each may be repeated at any time. */
export interface RolloutActivities {
  /** The type name stays: histories of rollouts that are under way hold it. */
  lookAtRollout(input: RolloutWorkflowInput): Promise<RolloutView>;
  planRollout(input: RolloutWorkflowInput): Promise<void>;
  applyRolloutPage(input: RolloutPage): Promise<RolloutPageResult>;
  revertRolloutPage(input: RolloutPage): Promise<RolloutPageResult>;
  /** Queues some of the init syncs that are due; answers how many. */
  queueInitSyncs(input: RolloutWorkflowInput): Promise<number>;
  advanceRollout(input: RolloutWorkflowInput & { readonly move: NextMove }): Promise<void>;
  decideRollout(
    input: RolloutWorkflowInput &
      RolloutDecisionInput & { readonly decision: RolloutDecision; readonly way: 'update' | 'signal' },
  ): Promise<RolloutDecisionResult>;
}
