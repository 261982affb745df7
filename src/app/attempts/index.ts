/** What other use cases may use of this folder. */
export { type DrainTimes, drainAttempts, leasedSubjects } from './drain-attempts.ts';
export { holdLease } from './hold-lease.ts';
