import { type ClaimedPoll, claimDuePoll, giveBackPoll, POLL_TIMEOUT_MS, refreshWatches } from './claim-polls.ts';
import { describeGitFailure } from './describe-git-failure.ts';
import { settleFailedPoll, settlePoll } from './settle-poll.ts';
import type { WatchDeps } from './watch-deps.ts';

const PAGE = 20;
const AT_ONCE = 5;

/** Polls repositories that are due, about a page; answers how many, 0 = none is due. */
export async function pollRepositories(deps: WatchDeps, signal: AbortSignal): Promise<number> {
  await refreshWatches(deps.db);
  let polled = 0;
  const work = async (): Promise<void> => {
    while (polled < PAGE) {
      signal.throwIfAborted();
      const next = await claimDuePoll(deps.db);
      if (next === null) return;
      polled += 1;
      await pollOne(deps, next, signal);
    }
  };
  const endings = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  for (const ending of endings) if (ending.status === 'rejected') throw ending.reason;
  return polled;
}

async function pollOne(deps: WatchDeps, repository: ClaimedPoll, signal: AbortSignal): Promise<void> {
  const { sourceConnectionId, url, branch, integrationId } = repository;
  let sha: string;
  try {
    const credential = sourceConnectionId === null ? null : await deps.credentialOf(sourceConnectionId, url);
    const ref = { kind: 'branch', name: branch } as const;
    sha = await deps.git.resolveRef({ url, credential, ref, timeoutMs: POLL_TIMEOUT_MS, signal });
  } catch (error) {
    if (signal.aborted) {
      await giveBackPoll(deps.db, repository);
      throw signal.reason;
    }
    const failure = describeGitFailure(error);
    if (failure.code === 'internal') deps.onError(error, integrationId);
    return settleFailedPoll(deps.db, repository, failure, deps.pollMs);
  }
  await settlePoll(deps.db, repository, sha, deps.pollMs);
}
