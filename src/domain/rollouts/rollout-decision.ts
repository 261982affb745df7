import { canTransition } from '../state-machine.ts';
import { ROLLOUT_TRANSITIONS, type RolloutState } from './rollout-state.ts';

/** What a person may decide about a rollout. */
export type RolloutDecision = 'pause' | 'resume' | 'abort' | 'rollback';

/** The state that each decision leads to where it fits. */
export const TARGET_STATES = {
  pause: 'paused',
  resume: 'running',
  abort: 'aborted',
  rollback: 'rolling_back',
} as const satisfies Readonly<Record<RolloutDecision, RolloutState>>;

/** The state that a decision leads to; null where it doesn't fit. Asked again for what is so already, it changes nothing. */
export function decideRollout(state: RolloutState, decision: RolloutDecision): RolloutState | null {
  const target = TARGET_STATES[decision];
  if (state === target || (decision === 'rollback' && state === 'rolled_back')) return state;
  if (decision === 'resume' && state === 'queued') return null;
  return canTransition(ROLLOUT_TRANSITIONS, state, target) ? target : null;
}

/** Why a decision does not fit. */
export function describeRefusal(state: RolloutState): string {
  if (state === 'superseded') return 'The rollout is superseded: a newer one of the same followers decides now.';
  return `The rollout is ${state}.`;
}
