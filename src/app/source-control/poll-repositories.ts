import { setTimeout as delay } from 'node:timers/promises';
import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import type { Database } from '../../db/database.ts';
import { type ClaimedPoll, claimDuePoll, giveBackPoll, POLL_TIMEOUT_MS, watchNewRepositories } from './claim-polls.ts';
import { describeGitFailure } from './describe-git-failure.ts';
import { recordFailedPoll, recordPoll } from './record-poll.ts';
import type { SourceControlDeps } from './source-control-deps.ts';

/** Polls of one round; what is due then is for the next one. */
const MAX_POLLS = 500;
const AT_ONCE = 8;
const CHECK_AGAIN_MS = 500;

/**
 * Polls the repositories that are due. Returns how many. A repository that responds slowly holds up no other: what gets due meanwhile is
 * polled beside it. One whose poll can't be recorded is logged, and due again when its claim has run out.
 */
export async function pollRepositories(deps: SourceControlDeps, items: ItemRunner): Promise<number> {
  const { signal } = items;
  await watchNewRepositories(deps.db);
  const underWay = new Set<Promise<unknown>>();
  let polled = 0;
  try {
    while (!signal.aborted) {
      const next = polled < MAX_POLLS && underWay.size < AT_ONCE ? await claimNext(deps.db) : null;
      if (next) {
        polled += 1;
        const poll: Promise<unknown> = pollOne(deps, next, items)
          .catch((error: unknown) => items.report(error, 'integration', next.integrationId))
          .finally(() => underWay.delete(poll));
        underWay.add(poll);
      } else if (underWay.size === 0) break;
      else await Promise.race([...underWay, delay(CHECK_AGAIN_MS, undefined, { ref: false })]);
    }
  } finally {
    await Promise.all(underWay);
  }
  return polled;
}

/** What becomes due during a round belongs to it. */
async function claimNext(db: Database): Promise<ClaimedPoll | null> {
  const due = await claimDuePoll(db);
  if (due !== null) return due;
  return (await watchNewRepositories(db)) ? claimDuePoll(db) : null;
}

async function pollOne(deps: SourceControlDeps, repository: ClaimedPoll, items: ItemRunner): Promise<void> {
  const { sourceConnectionId, url, branch, integrationId } = repository;
  const { signal } = items;
  let sha: string;
  try {
    const credential = sourceConnectionId === null ? null : await deps.credentialOf(sourceConnectionId, url);
    const ref = { kind: 'branch', name: branch } as const;
    sha = await deps.git.resolveRef({ url, credential, ref, timeoutMs: POLL_TIMEOUT_MS, signal });
  } catch (error) {
    if (signal.aborted) return giveBackPoll(deps.db, repository);
    const failure = describeGitFailure(error);
    if (failure.code === 'internal') items.report(error, 'integration', integrationId);
    return recordFailedPoll(deps.db, repository, failure, deps.pollMs);
  }
  await recordPoll(deps.db, repository, sha, deps.pollMs);
}
