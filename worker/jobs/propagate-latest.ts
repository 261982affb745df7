import { propagateLatest as propagate } from '../../src/app/rollouts/propagate-latest.ts';
import type { Database } from '../../src/db/database.ts';
import { type BackgroundJob, QUEUE_INTERVAL_MS } from './background-job.ts';

/** Begins a rollout for each release that has become the latest one of tenants who follow. */
export function propagateLatest(db: Database): BackgroundJob {
  return {
    name: 'propagate-latest',
    intervalMs: QUEUE_INTERVAL_MS,
    wakeOn: ['build', 'reconnect'],
    run: (items) => propagate(db, items),
  };
}
