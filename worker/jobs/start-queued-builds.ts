import {
  type StartQueuedBuildsDeps,
  startQueuedBuilds as startBuilds,
} from '../../src/app/builds/start-queued-builds.ts';
import { type BackgroundJob, QUEUE_INTERVAL_MS } from './background-job.ts';

/** Admits queued builds while there are slots, and starts those that no worker executes. */
export function startQueuedBuilds(deps: StartQueuedBuildsDeps): BackgroundJob {
  return {
    name: 'start-queued-builds',
    intervalMs: QUEUE_INTERVAL_MS,
    wakeOn: ['build', 'reconnect'],
    run: (items) => startBuilds(deps, items),
  };
}
