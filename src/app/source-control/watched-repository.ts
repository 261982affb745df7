import type { Sql } from '../../db/database.ts';

/** A repository that is watched, with the head that was taken last; the head belongs to this very URL and branch. */
export interface WatchedRepository {
  readonly integrationId: number;
  readonly partnerId: number | null;
  readonly url: string;
  readonly branch: string;
  readonly path: string;
  readonly sourceConnectionId: number | null;
  readonly head: string | null;
  /** Grows with each head; what was seen under an older one is out of date. */
  readonly headVersion: number;
}

interface Row {
  readonly id: number;
  readonly partner_id: number | null;
  readonly repository_url: string;
  readonly repository_tracking_branch: string;
  readonly repository_path: string;
  readonly source_connection_id: number | null;
  readonly head_sha: string | null;
  readonly head_version: number;
}

/** The condition under which an integration `i` is watched. */
export const IS_WATCHED = `i.type = 'Internal' and i.archived_at is null and i.repository_url is not null
  and coalesce(i.repository_tracking_branch, '') <> ''`;

/** Reads the watched repositories among these; null head where URL or branch have changed since. */
export async function readWatched(sql: Sql, integrationIds: readonly number[]): Promise<readonly WatchedRepository[]> {
  const rows = await sql.query<Row>(
    `select i.id, i.partner_id, i.repository_url, i.repository_tracking_branch, i.repository_path, i.source_connection_id,
       case when w.repository_url = i.repository_url and w.branch = i.repository_tracking_branch then w.head_sha end as head_sha,
       w.head_version
     from integrations i join repository_watches w on w.integration_id = i.id
     where i.id = any($1) and ${IS_WATCHED}`,
    [integrationIds],
  );
  return rows.map((row) => ({
    integrationId: row.id,
    partnerId: row.partner_id,
    url: row.repository_url,
    branch: row.repository_tracking_branch,
    path: row.repository_path,
    sourceConnectionId: row.source_connection_id,
    head: row.head_sha,
    headVersion: row.head_version,
  }));
}

/** Locks an integration and reads it as readWatched does; null where it is not watched. */
export async function lockWatched(sql: Sql, integrationId: number): Promise<WatchedRepository | null> {
  await sql.query('select 1 from integrations where id = $1 for update', [integrationId]);
  await sql.query('insert into repository_watches (integration_id) values ($1) on conflict do nothing', [
    integrationId,
  ]);
  return (await readWatched(sql, [integrationId]))[0] ?? null;
}
