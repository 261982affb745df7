import type { Database, Sql } from '../../db/database.ts';
import { IS_WATCHED, readWatched, type WatchedRepository } from './watched-repository.ts';

/** How long asking a repository for its head may take, in milliseconds. */
export const POLL_TIMEOUT_MS = 30_000;
/** A claim that was not settled is due again after this: its worker was lost. Longer than a poll takes. */
const CLAIM_SECONDS = 45;
const KEPT_DELIVERIES_DAYS = 90;

/** A repository that is being polled by whoever claimed it. */
export interface ClaimedPoll extends WatchedRepository {
  /** Tells this claim from whatever sets the time of the next poll meanwhile. */
  readonly claim: string;
}

/** The repository whose poll is due for longest, for one poller; null = none is due. */
export function claimDuePoll(database: Database): Promise<ClaimedPoll | null> {
  return database.transaction(async (sql) => {
    const rows = await sql.query<{ integration_id: number; claim: string }>(
      `update repository_watches set next_poll_at = clock_timestamp() + make_interval(secs => $1)
       where integration_id in (
         select w.integration_id from repository_watches w join integrations i on i.id = w.integration_id
         where w.next_poll_at <= clock_timestamp() and ${IS_WATCHED}
         order by w.next_poll_at limit 1 for update of w skip locked)
       returning integration_id, next_poll_at::text as claim`,
      [CLAIM_SECONDS],
    );
    if (rows[0] === undefined) return null;
    const [repository] = await readWatched(sql, [rows[0].integration_id]);
    return repository === undefined ? null : { ...repository, claim: rows[0].claim };
  });
}

/** Makes a claimed repository due at once: its poll was given up. */
export async function giveBackPoll(sql: Sql, { integrationId, claim }: ClaimedPoll): Promise<void> {
  await sql.query(
    `update repository_watches set next_poll_at = clock_timestamp()
     where integration_id = $1 and next_poll_at = $2::timestamptz`,
    [integrationId, claim],
  );
}

/** Begins to watch what has a repository by now; answers whether anything has. */
export async function watchNewRepositories(sql: Sql): Promise<boolean> {
  const rows = await sql.query(
    `insert into repository_watches (integration_id)
     select i.id from integrations i
     where ${IS_WATCHED} and not exists (select 1 from repository_watches w where w.integration_id = i.id)
     on conflict do nothing returning integration_id`,
  );
  return rows.length > 0;
}

/** Deletes deliveries that nobody repeats any more. Returns how many. */
export async function pruneHookDeliveries(sql: Sql): Promise<number> {
  const rows = await sql.query(
    `delete from hook_deliveries where received_at < now() - make_interval(days => $1) returning 1`,
    [KEPT_DELIVERIES_DAYS],
  );
  return rows.length;
}
