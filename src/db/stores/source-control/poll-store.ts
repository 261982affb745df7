import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';
import { IS_WATCHED } from './watched-repository-store.ts';

/** A poll that this process claimed: no other process polls the repository until the claim runs out. */
export interface PollClaim {
  readonly integrationId: number;
  /** Distinguishes this claim from another time of the next poll that was set meanwhile. */
  readonly claim: string;
  /** When the poll was due. */
  readonly dueAt: string;
}

const CLAIM = statement<PollClaim>(`
  with due as (
    select w.integration_id, w.next_poll_at from repository_watches w join integrations i on i.id = w.integration_id
    where w.next_poll_at <= clock_timestamp() and ${IS_WATCHED}
    order by w.next_poll_at limit 1 for update of w skip locked)
  update repository_watches w set next_poll_at = clock_timestamp() + make_interval(secs => $1) from due
  where w.integration_id = due.integration_id
  returning w.integration_id as "integrationId", w.next_poll_at::text as claim, due.next_poll_at::text as "dueAt"`);

/** Claims the repository that is due for longest; it is due again after `claimSeconds` unless the poll ends. Null where none is due. */
export async function claimDuePoll(sql: Sql, claimSeconds: number): Promise<PollClaim | null> {
  const [claim] = await sql.query(CLAIM, [claimSeconds]);
  return claim ?? null;
}

const RELEASE = statement(`
  update repository_watches set next_poll_at = clock_timestamp()
  where integration_id = $1 and next_poll_at = $2::timestamptz`);

/** Gives a claim back: the repository is due at once. */
export async function releasePoll(sql: Sql, { integrationId, claim }: PollClaim): Promise<void> {
  await sql.query(RELEASE, [integrationId, claim]);
}

export interface PollHistory {
  /** Polls that failed one after another. */
  readonly failureCount: number;
  /** Whether a webhook of the repository arrived in the last 7 days. */
  readonly hasWebhook: boolean;
}

const LOCK = statement<PollHistory>(`
  select failure_count as "failureCount", coalesce(last_delivery_at > now() - interval '7 days', false) as "hasWebhook"
  from repository_watches where integration_id = $1 for update`);

/** Locks what is known of a repository's polls until the transaction ends. */
export async function lockPollHistory(sql: Sql, integrationId: number): Promise<PollHistory> {
  const [history] = await sql.query(LOCK, [integrationId]);
  return history ?? { failureCount: 0, hasWebhook: false };
}

export interface EndedPoll extends PollClaim {
  readonly failureCount: number;
  readonly failure: object | null;
  /** Until the next poll, counted from when this one was due, or from now where that is over or the poll failed. */
  readonly delayMs: number;
}

// Counted from the due time, a poll that is picked up late delays no later one. A time that was set meanwhile stays.
const END = statement(`
  update repository_watches set polled_at = clock_timestamp(), failure_count = $2, failure = $3::jsonb,
    failing_since = case when $3::jsonb is null then null else coalesce(failing_since, clock_timestamp()) end,
    next_poll_at = case when next_poll_at <> $5::timestamptz then next_poll_at
      when $3::jsonb is null and $6::timestamptz + make_interval(secs => $4) > clock_timestamp()
        then $6::timestamptz + make_interval(secs => $4)
      else clock_timestamp() + make_interval(secs => $4) end
  where integration_id = $1`);

/** Records the outcome of a poll, and when the next one is due. */
export async function endPoll(sql: Sql, poll: EndedPoll): Promise<void> {
  const failure = poll.failure === null ? null : JSON.stringify(poll.failure);
  const { integrationId, failureCount, delayMs, claim, dueAt } = poll;
  await sql.query(END, [integrationId, failureCount, failure, delayMs / 1000, claim, dueAt]);
}

const NEWEST_COMMIT = statement<{ commit_sha: string }>(`
  select commit_sha from releases
  where integration_id = $1 and repository_url = $2 and branch = $3 and is_tracking and commit_sha is not null
  order by number desc limit 1`);

/** Returns the commit of the newest release of a repository's branch; null where there is none. */
export async function readNewestCommit(
  sql: Sql,
  repository: { readonly integrationId: number; readonly url: string; readonly branch: string },
): Promise<string | null> {
  const [row] = await sql.query(NEWEST_COMMIT, [repository.integrationId, repository.url, repository.branch]);
  return row?.commit_sha ?? null;
}
