import type { Database, Sql } from '../../db/database.ts';
import { claimDuePoll as claimDue, type PollClaim, releasePoll } from '../../db/stores/source-control/poll-store.ts';
import {
  deleteOldDeliveries,
  readWatchedRepository,
  type WatchedRepository,
} from '../../db/stores/source-control/watched-repository-store.ts';

export { watchNewRepositories } from '../../db/stores/source-control/watched-repository-store.ts';

/** How long reading a repository's head may take, in milliseconds. */
export const POLL_TIMEOUT_MS = 30_000;
/** A claim whose poll did not end is due again after this: its worker was lost. Longer than a poll takes. */
const CLAIM_SECONDS = 45;
const KEPT_DELIVERIES_DAYS = 90;

/** A repository that is being polled by the process that claimed it. */
export interface ClaimedPoll extends WatchedRepository, PollClaim {}

/** Returns the repository whose poll is due for longest, for one poller; null where none is due. */
export function claimDuePoll(database: Database): Promise<ClaimedPoll | null> {
  return database.transaction(async (sql) => {
    const claim = await claimDue(sql, CLAIM_SECONDS);
    if (claim === null) return null;
    const repository = await readWatchedRepository(sql, claim.integrationId);
    return repository === null ? null : { ...repository, ...claim };
  });
}

/** Makes a claimed repository due at once: its poll was given up. */
export function giveBackPoll(sql: Sql, poll: ClaimedPoll): Promise<void> {
  return releasePoll(sql, poll);
}

/** Deletes deliveries that git hosts no longer repeat. Returns how many. */
export function pruneHookDeliveries(sql: Sql): Promise<number> {
  return deleteOldDeliveries(sql, KEPT_DELIVERIES_DAYS);
}
