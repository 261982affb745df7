import { pollRepositories as pollPage } from '../src/releases/watching/poll-repositories.ts';
import type { WatchDeps } from '../src/releases/watching/watch-deps.ts';
import { withHeartbeat } from './with-heartbeat.ts';

/** Polls one page of due repositories; answers how many. */
export function createPollRepositories(deps: WatchDeps) {
  return function pollRepositories(): Promise<number> {
    return withHeartbeat(({ signal }) => pollPage(deps, signal));
  };
}
