import { proxyActivities } from '@temporalio/workflow';
import type { WatchActivities } from '../activities/watch-activities.ts';

/** Pages of one round; what is left is due in the next one. */
const MOST_PAGES = 200;

const { pollRepositories } = proxyActivities<WatchActivities>({
  summary: 'Asks a page of due repositories for their heads',
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds', maximumAttempts: 5 },
});

/** One round of polling: page after page until no repository is due. */
export async function pollRepositoriesWorkflow(): Promise<{ readonly polled: number }> {
  let polled = 0;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const count = await pollRepositories();
    polled += count;
    if (count === 0) break;
  }
  return { polled };
}
