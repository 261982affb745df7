import type { TransitionTable } from '../state-machine.ts';

export type RunPhase = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

export const RUN_TRANSITIONS: TransitionTable<RunPhase> = {
  queued: ['running', 'cancelled'],
  running: ['succeeded', 'failed', 'cancelled'],
  succeeded: [],
  failed: [],
  cancelled: [],
};
