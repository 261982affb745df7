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
  /** Absent where a run of version 0.1 handed over. */
  readonly reverted?: number;
  /** The newest decisions by the id of their Update: Temporal itself knows those of one run only. */
  readonly decided: readonly { readonly updateId: string; readonly result: RolloutDecisionResult }[];
}

export const ROLLOUT_WORKFLOW_TYPE = 'rolloutWorkflow';

export const rolloutWorkflowId = (rolloutId: number): string => `rollout:${rolloutId}`;

/** The Update and the Signal of each decision have one name; and the Query of the progress. */
export const ROLLOUT_MESSAGES: Readonly<Record<RolloutDecision, string>> = {
  pause: 'pauseRollout',
  resume: 'resumeRollout',
  abort: 'abortRollout',
  rollback: 'rollbackRollout',
};
export const ROLLOUT_PROGRESS_QUERY = 'rolloutProgress';

export interface RolloutDecisionInput {
  /** Who decides, as the activity log shows it. */
  readonly actor: string;
}

/** How a decision came: from the API as an Update, as a Signal, or by cancelling the workflow, which means abort. */
export type RolloutDecisionSource = 'update' | 'signal' | 'cancel';

/** What the Query of the progress returns. */
export interface RolloutWorkflowProgress extends Partial<RolloutView> {
  readonly moved: number;
  readonly held: number;
  /** Tenants taken back by a rollback. */
  readonly reverted: number;
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
  /** The step under way, from 0. */
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
  /** Moved to the new release, or, by a rollback, back from it. */
  readonly moved: number;
  readonly held: number;
}

/** The activities of rollouts; each may be repeated at any time. */
export interface RolloutActivities {
  /** Says what the rollout does next. Its type name stays: histories of rollouts that are under way contain it. */
  lookAtRollout(input: RolloutWorkflowInput): Promise<RolloutView>;
  planRollout(input: RolloutWorkflowInput): Promise<void>;
  applyRolloutPage(input: RolloutPage): Promise<RolloutPageResult>;
  revertRolloutPage(input: RolloutPage): Promise<RolloutPageResult>;
  /** Queues some of the init syncs that are due; returns how many. */
  queueInitSyncs(input: RolloutWorkflowInput): Promise<number>;
  advanceRollout(input: RolloutWorkflowInput & { readonly move: NextMove }): Promise<void>;
  decideRollout(input: RolloutDecisionRequest): Promise<RolloutDecisionResult>;
  recordRefusedMessage(input: RefusedRolloutMessage): Promise<void>;
}

export interface RolloutDecisionRequest extends RolloutWorkflowInput {
  readonly decision: RolloutDecision;
  /** Who decides, as the message says; null where the message can't be read. */
  readonly actor: string | null;
  /** Why the message can't be read. */
  readonly problem?: string;
  readonly source: RolloutDecisionSource;
}

/** A Signal whose name no handler knows. */
export interface RefusedRolloutMessage extends RolloutWorkflowInput {
  readonly name: string;
}
