import type { TransitionTable } from '../state-machine.ts';

export type ReleaseState = 'queued' | 'building' | 'ready' | 'failed' | 'cancelled';

export const RELEASE_TRANSITIONS: TransitionTable<ReleaseState> = {
  queued: ['building', 'failed', 'cancelled'],
  building: ['ready', 'failed', 'cancelled'],
  ready: [],
  failed: [],
  cancelled: [],
};
