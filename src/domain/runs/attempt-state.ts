import type { TransitionTable } from '../state-machine.ts';

/** `leased`: a worker holds its lease, no process was started; `running`: its process was started. A build may need no process. */
export type AttemptState = 'leased' | 'running' | 'succeeded' | 'failed' | 'cancelled';

export const ATTEMPT_TRANSITIONS: TransitionTable<AttemptState> = {
  leased: ['running', 'succeeded', 'failed', 'cancelled'],
  running: ['succeeded', 'failed', 'cancelled'],
  succeeded: [],
  failed: [],
  cancelled: [],
};
