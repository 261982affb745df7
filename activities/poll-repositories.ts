import { pollRepositories as pollDue } from '../src/app/source-control/poll-repositories.ts';
import type { WatchDeps } from '../src/app/source-control/watch-deps.ts';
import { withHeartbeat } from './with-heartbeat.ts';

/** Polls the repositories that are due; answers how many. */
export function createPollRepositories(deps: WatchDeps) {
  return function pollRepositories(): Promise<number> {
    return withHeartbeat(({ signal }) => pollDue(deps, signal));
  };
}
