import { claimDuePolls, refreshWatches } from './claim-polls.ts';
import { describeGitFailure } from './describe-git-failure.ts';
import { settleFailedPoll, settlePoll } from './settle-poll.ts';
import type { WatchDeps } from './watch-deps.ts';
import type { WatchedRepository } from './watched-repository.ts';

const PAGE = 20;
const AT_ONCE = 5;

/** Polls one page of due repositories; answers how many, 0 = none is due. */
export async function pollRepositories(deps: WatchDeps, signal: AbortSignal): Promise<number> {
  await refreshWatches(deps.db);
  const due = await claimDuePolls(deps.db, PAGE);
  const waiting = [...due];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      signal.throwIfAborted();
      await pollOne(deps, next, signal);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return due.length;
}

async function pollOne(deps: WatchDeps, repository: WatchedRepository, signal: AbortSignal): Promise<void> {
  const { sourceConnectionId, url, branch, integrationId } = repository;
  let sha: string;
  try {
    const credential = sourceConnectionId === null ? null : await deps.credentialOf(sourceConnectionId, url);
    sha = await deps.git.resolveRef({ url, credential, ref: { kind: 'branch', name: branch }, signal });
  } catch (error) {
    signal.throwIfAborted();
    const failure = describeGitFailure(error);
    if (failure.code === 'internal') deps.onError(error, integrationId);
    return settleFailedPoll(deps.db, repository, failure, deps.pollMs);
  }
  await settlePoll(deps.db, repository, sha, deps.pollMs);
}
