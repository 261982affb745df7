import { proxyActivities } from '@temporalio/workflow';
import type { WatchActivities } from '../activities/watch-activities.ts';

/** Rounds of one workflow; what is left is due in the next one. */
const MAX_ROUNDS = 200;

const { pollRepositories } = proxyActivities<WatchActivities>({
  summary: 'Asks the repositories that are due for their heads',
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds', maximumAttempts: 5 },
});

/** Round after round of polling until no repository is due. */
export async function pollRepositoriesWorkflow(): Promise<{ readonly polled: number }> {
  let polled = 0;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const count = await pollRepositories();
    polled += count;
    if (count === 0) break;
  }
  return { polled };
}
