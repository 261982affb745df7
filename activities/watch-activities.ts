import type { WatchDeps } from '../src/app/source-control/watch-deps.ts';
import { createPollRepositories } from './poll-repositories.ts';
import { createTestRepository } from './test-repository.ts';

/** The activities of watching repositories, by the name that workflows know; on the builds queue. */
export function createWatchActivities(deps: WatchDeps) {
  return {
    pollRepositories: createPollRepositories(deps),
    testRepository: createTestRepository(deps),
  };
}

export type WatchActivities = ReturnType<typeof createWatchActivities>;
