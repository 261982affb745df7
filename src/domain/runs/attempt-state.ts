import type { TransitionTable } from '../state-machine.ts';

/** `leased`: a worker holds it, no process yet; `running`: its process was started. */
export type AttemptState = 'leased' | 'running' | 'succeeded' | 'failed' | 'cancelled';

export const ATTEMPT_TRANSITIONS: TransitionTable<AttemptState> = {
  leased: ['running', 'failed', 'cancelled'],
  running: ['succeeded', 'failed', 'cancelled'],
  succeeded: [],
  failed: [],
  cancelled: [],
};
