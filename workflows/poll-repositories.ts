import { proxyActivities } from '@temporalio/workflow';
import type { RetiredBuildsActivities } from '../activities/retired-housekeeping.ts';

/** Rounds of one workflow; what is left is due in the next one. */
const MAX_ROUNDS = 200;

const { pollRepositories } = proxyActivities<RetiredBuildsActivities>({
  summary: 'Asks the repositories that are due for their heads',
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds', maximumAttempts: 5 },
});

/** Retired: version 0.1 polled repositories with it. It stays until no history of it can be under way. */
export async function pollRepositoriesWorkflow(): Promise<{ readonly polled: number }> {
  let polled = 0;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const count = await pollRepositories();
    polled += count;
    if (count === 0) break;
  }
  return { polled };
}
