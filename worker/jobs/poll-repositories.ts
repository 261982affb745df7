import { pollRepositories as pollDue } from '../../src/app/source-control/poll-repositories.ts';
import type { SourceControlDeps } from '../../src/app/source-control/source-control-deps.ts';
import type { BackgroundJob } from './background-job.ts';

/** Due repositories are looked for this often, unless each is polled more often. */
const MAX_INTERVAL_MS = 15_000;

/** Asks the repositories that are due for their heads; a new one becomes a release. */
export function pollRepositories(deps: SourceControlDeps): BackgroundJob {
  return {
    name: 'poll-repositories',
    intervalMs: Math.min(deps.pollMs, MAX_INTERVAL_MS),
    wakeOn: ['reconnect'],
    run: (items) => pollDue(deps, items),
  };
}
