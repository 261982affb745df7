/** What other use cases may use of this folder. */
export { cancelQueuedRuns } from './cancel-queued-runs.ts';
