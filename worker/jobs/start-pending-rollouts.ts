import {
  type StartPendingRolloutsDeps,
  startPendingRollouts as startRollouts,
} from '../../src/app/rollouts/start-pending-rollouts.ts';
import { type BackgroundJob, QUEUE_INTERVAL_MS } from './background-job.ts';

/** Starts the workflows of rollouts whose turn it is. */
export function startPendingRollouts(deps: StartPendingRolloutsDeps): BackgroundJob {
  return {
    name: 'start-pending-rollouts',
    intervalMs: QUEUE_INTERVAL_MS,
    wakeOn: ['rollout', 'reconnect'],
    run: (items) => startRollouts(deps, items),
  };
}
