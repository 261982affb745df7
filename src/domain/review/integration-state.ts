import type { TransitionTable } from '../state-machine.ts';

export type IntegrationState = 'draft' | 'in_review' | 'changes_requested' | 'published' | 'withdrawn' | 'rejected';

/** Archiving is apart from these: any state may be archived. A published integration's edits make a new draft revision. */
export const INTEGRATION_TRANSITIONS: TransitionTable<IntegrationState> = {
  draft: ['in_review', 'published'],
  in_review: ['changes_requested', 'published', 'rejected', 'withdrawn'],
  changes_requested: ['in_review', 'withdrawn'],
  withdrawn: ['in_review'],
  published: ['in_review'],
  rejected: [],
};
