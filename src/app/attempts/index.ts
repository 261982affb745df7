/** What other use cases may use of this folder. */
export { type AttemptResult, closeAttempt } from './close-attempt.ts';
export { type DrainTimes, drainAttempts, leasedSubjects } from './drain-attempts.ts';
export { findExpiredAttempts } from './find-expired-attempts.ts';
export { holdLease } from './hold-lease.ts';
export { insertAttempt } from './insert-attempt.ts';
export { isStillExpired } from './is-still-expired.ts';
export { LEASE_SECONDS, SUPERVISOR_DEADLINE_MS } from './lease-times.ts';
