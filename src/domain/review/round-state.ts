import type { TransitionTable } from '../state-machine.ts';

export type RoundState = 'open' | 'changes_requested' | 'published' | 'rejected' | 'withdrawn';

export const ROUND_TRANSITIONS: TransitionTable<RoundState> = {
  open: ['changes_requested', 'published', 'rejected', 'withdrawn'],
  changes_requested: [],
  published: [],
  rejected: [],
  withdrawn: [],
};
