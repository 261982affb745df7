import type { Database, Sql } from '../../db/database.ts';
import { IS_WATCHED, readWatched, type WatchedRepository } from './watched-repository.ts';

/** A claim that was not settled is due again after this: its worker was lost. */
const CLAIM_SECONDS = 180;
const KEPT_DELIVERIES_DAYS = 90;

/** The repositories whose poll is due, each for one poller; oldest first. */
export function claimDuePolls(database: Database, limit: number): Promise<readonly WatchedRepository[]> {
  return database.transaction(async (sql) => {
    const rows = await sql.query<{ integration_id: number }>(
      `update repository_watches set next_poll_at = clock_timestamp() + make_interval(secs => $2)
       where integration_id in (
         select w.integration_id from repository_watches w join integrations i on i.id = w.integration_id
         where w.next_poll_at <= clock_timestamp() and ${IS_WATCHED}
         order by w.next_poll_at limit $1 for update of w skip locked)
       returning integration_id`,
      [limit, CLAIM_SECONDS],
    );
    return readWatched(
      sql,
      rows.map((row) => row.integration_id),
    );
  });
}

/** Begins to watch what has a repository by now, and forgets deliveries that nobody repeats any more. */
export async function refreshWatches(sql: Sql): Promise<void> {
  await sql.query(
    `insert into repository_watches (integration_id)
     select i.id from integrations i
     where ${IS_WATCHED} and not exists (select 1 from repository_watches w where w.integration_id = i.id)
     on conflict do nothing`,
  );
  await sql.query(`delete from hook_deliveries where received_at < now() - make_interval(days => $1)`, [
    KEPT_DELIVERIES_DAYS,
  ]);
}
