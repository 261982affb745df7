import type { Database, Sql } from '../../db/database.ts';
import { pollDelayMs } from '../../domain/source-control/poll-delay.ts';
import type { ClaimedPoll } from './claim-polls.ts';
import { recordHead, releasePush } from './record-head.ts';
import { lockWatched, type WatchedRepository } from './watched-repository.ts';

export interface PollFailure {
  readonly step: string;
  readonly code: string;
  readonly message: string;
}

const POLLER = 'poll';

/** Takes the head that a poll found; what a webhook told in the meantime counts more. Answers whether it made a release. */
export function recordPoll(database: Database, seen: ClaimedPoll, sha: string, intervalMs: number): Promise<boolean> {
  return database.transaction(async (sql) => {
    const present = await lockWatched(sql, seen.integrationId);
    if (present === null) return false;
    await scheduleNext(sql, seen, null, intervalMs);
    const isOutdated =
      present.headVersion !== seen.headVersion || present.url !== seen.url || present.branch !== seen.branch;
    if (isOutdated || present.head === sha) return false;
    const isPushed = present.head !== null || (await hasOtherRelease(sql, present, sha));
    await recordHead(sql, present, sha);
    if (isPushed) await releasePush(sql, present, { sha, isHead: true, by: POLLER });
    return isPushed;
  });
}

/** Notes that a repository could not be polled; the next time comes later and later. */
export function recordFailedPoll(
  database: Database,
  seen: ClaimedPoll,
  failure: PollFailure,
  intervalMs: number,
): Promise<void> {
  return database.transaction((sql) => scheduleNext(sql, seen, failure, intervalMs));
}

/** A next poll that somebody asked for meanwhile stays: what this one saw may be older. */
async function scheduleNext(
  sql: Sql,
  { integrationId, claim }: ClaimedPoll,
  failure: PollFailure | null,
  intervalMs: number,
): Promise<void> {
  const rows = await sql.query<{ failure_count: number; has_webhook: boolean }>(
    `select failure_count, coalesce(last_delivery_at > now() - interval '7 days', false) as has_webhook
     from repository_watches where integration_id = $1 for update`,
    [integrationId],
  );
  const failureCount = failure === null ? 0 : (rows[0]?.failure_count ?? 0) + 1;
  const delayMs = pollDelayMs({ intervalMs, failureCount, hasWebhook: rows[0]?.has_webhook ?? false });
  await sql.query(
    `update repository_watches set polled_at = clock_timestamp(), failure_count = $2, failure = $3,
       next_poll_at = case when next_poll_at = $5::timestamptz
         then clock_timestamp() + make_interval(secs => $4) else next_poll_at end
     where integration_id = $1`,
    [integrationId, failureCount, failure === null ? null : JSON.stringify(failure), delayMs / 1000, claim],
  );
}

/** Whether the first poll comes after a push: the newest release of the branch is of another commit. */
async function hasOtherRelease(
  sql: Sql,
  { integrationId, url, branch }: WatchedRepository,
  sha: string,
): Promise<boolean> {
  const rows = await sql.query<{ commit_sha: string }>(
    `select commit_sha from releases
     where integration_id = $1 and repository_url = $2 and branch = $3 and is_tracking and commit_sha is not null
     order by number desc limit 1`,
    [integrationId, url, branch],
  );
  return rows[0] !== undefined && rows[0].commit_sha !== sha;
}
