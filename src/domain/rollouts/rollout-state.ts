import type { TransitionTable } from '../state-machine.ts';

export type RolloutState =
  | 'queued'
  | 'running'
  | 'paused'
  /** Stopped by itself, because runs on the new release fail. */
  | 'halted'
  | 'rolling_back'
  | 'completed'
  | 'aborted'
  | 'rolled_back'
  | 'superseded';

export const ROLLOUT_TRANSITIONS: TransitionTable<RolloutState> = {
  queued: ['running', 'paused', 'aborted', 'rolling_back', 'superseded'],
  running: ['paused', 'halted', 'completed', 'aborted', 'rolling_back', 'superseded'],
  paused: ['running', 'aborted', 'rolling_back', 'superseded'],
  halted: ['running', 'aborted', 'rolling_back', 'superseded'],
  rolling_back: ['rolled_back'],
  // One call reverts what a rollout did, also after its end.
  completed: ['rolling_back'],
  aborted: ['rolling_back'],
  rolled_back: [],
  superseded: [],
};
