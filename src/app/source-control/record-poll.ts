import type { Database, Sql } from '../../db/database.ts';
import { endPoll, lockPollHistory, readNewestCommit } from '../../db/stores/source-control/poll-store.ts';
import { markPush, saveHead } from '../../db/stores/source-control/watched-repository-store.ts';
import { pollDelayMs } from '../../domain/source-control/poll-delay.ts';
import type { ClaimedPoll } from './claim-polls.ts';
import { lockWatched } from './lock-watched.ts';
import { releasePush } from './release-push.ts';

export interface PollFailure {
  readonly step: string;
  readonly code: string;
  readonly message: string;
}

const POLLER = 'poll';

/** Records the head that a poll found; what a webhook reported meanwhile takes precedence. Returns whether it made a release. */
export function recordPoll(database: Database, seen: ClaimedPoll, sha: string, intervalMs: number): Promise<boolean> {
  return database.transaction(async (sql) => {
    const present = await lockWatched(sql, seen.integrationId);
    if (present === null) return false;
    await scheduleNext(sql, seen, null, intervalMs);
    const isOutdated =
      present.headVersion !== seen.headVersion || present.url !== seen.url || present.branch !== seen.branch;
    if (isOutdated || present.head === sha) return false;
    // The first poll of a branch may come after a push: then its newest release is of another commit.
    const known = present.head ?? (await readNewestCommit(sql, present));
    const isPushed = known !== null && known !== sha;
    await saveHead(sql, present, sha);
    if (!isPushed) return false;
    await markPush(sql, present.integrationId);
    await releasePush(sql, present, { sha, isHead: true, by: POLLER });
    return true;
  });
}

/** Records that a repository could not be polled; the next poll comes later each time. */
export function recordFailedPoll(
  database: Database,
  seen: ClaimedPoll,
  failure: PollFailure,
  intervalMs: number,
): Promise<void> {
  return database.transaction((sql) => scheduleNext(sql, seen, failure, intervalMs));
}

async function scheduleNext(
  sql: Sql,
  poll: ClaimedPoll,
  failure: PollFailure | null,
  intervalMs: number,
): Promise<void> {
  const history = await lockPollHistory(sql, poll.integrationId);
  const failureCount = failure === null ? 0 : history.failureCount + 1;
  const delayMs = pollDelayMs({ intervalMs, failureCount, hasWebhook: history.hasWebhook });
  await endPoll(sql, { ...poll, failureCount, failure, delayMs });
}
