import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../db/database.ts';
import {
  type ClaimedPoll,
  claimDuePoll,
  forgetOldDeliveries,
  giveBackPoll,
  POLL_TIMEOUT_MS,
  watchNewRepositories,
} from './claim-polls.ts';
import { describeGitFailure } from './describe-git-failure.ts';
import { recordFailedPoll, recordPoll } from './record-poll.ts';
import type { WatchDeps } from './watch-deps.ts';

/** Polls of one round; what is due then is for the next one. */
const MAX_POLLS = 500;
const AT_ONCE = 8;
const LOOK_AGAIN_MS = 500;

/**
 * Polls the repositories that are due; answers how many, 0 = none was due. A repository that answers slowly holds up no other: what gets
 * due meanwhile is polled beside it.
 */
export async function pollRepositories(deps: WatchDeps, signal: AbortSignal): Promise<number> {
  await watchNewRepositories(deps.db);
  await forgetOldDeliveries(deps.db);
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let polled = 0;
  while (failures.length === 0 && !signal.aborted) {
    const mayClaim = polled < MAX_POLLS && underWay.size < AT_ONCE;
    const next = mayClaim ? await claimNext(deps.db).catch((error: unknown) => void failures.push(error)) : null;
    if (next) {
      polled += 1;
      const poll: Promise<void> = pollOne(deps, next, signal)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => underWay.delete(poll));
      underWay.add(poll);
    } else if (underWay.size === 0) break;
    else await Promise.race([...underWay, delay(LOOK_AGAIN_MS, undefined, { ref: false })]);
  }
  await Promise.all(underWay);
  signal.throwIfAborted();
  if (failures.length > 0) throw failures[0];
  return polled;
}

/** What is new while a round goes on belongs to it. */
async function claimNext(db: Database): Promise<ClaimedPoll | null> {
  const due = await claimDuePoll(db);
  if (due !== null) return due;
  return (await watchNewRepositories(db)) ? claimDuePoll(db) : null;
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
    return recordFailedPoll(deps.db, repository, failure, deps.pollMs);
  }
  await recordPoll(deps.db, repository, sha, deps.pollMs);
}
