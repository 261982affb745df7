/** What other use cases may use of this folder. */
export type { AcceptScheduled } from './accept-scheduled.ts';
