import { WAKE_RELAY_CHANNEL } from '../../contracts/task-queues.ts';
import type { Sql } from '../../db/database.ts';

export interface RequestedRef {
  readonly kind: 'branch' | 'tag' | 'commit';
  readonly name: string;
}

export interface NewRelease {
  readonly integrationId: number;
  readonly ref: RequestedRef;
  /** What people read as its branch. */
  readonly branch: string;
  /** Whether it may become `latest`. */
  readonly isTracking: boolean;
  readonly tag: string | null;
  readonly repositoryUrl: string;
  readonly repositoryPath: string;
  readonly requestedBy: string;
  readonly retryOf: number | null;
  /** Builds everything anew. */
  readonly isCacheIgnored?: boolean;
}

export interface QueuedRelease {
  readonly id: number;
  readonly number: number;
  readonly branch: string;
  readonly isTracking: boolean;
}

/** Inserts a queued release under the integration's next number and wakes the relay; its caller holds the integration's lock. */
export async function insertQueuedRelease(sql: Sql, release: NewRelease): Promise<QueuedRelease> {
  const number = await takeNumber(sql, release.integrationId);
  const rows = await sql.query<{ id: number }>(
    `insert into releases (integration_id, number, state, branch, is_tracking, requested_ref, tag,
       repository_url, repository_path, requested_by, retry_of, is_cache_ignored)
     values ($1, $2, 'queued', $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
    [
      release.integrationId,
      number,
      release.branch,
      release.isTracking,
      JSON.stringify(release.ref),
      release.tag,
      release.repositoryUrl,
      release.repositoryPath,
      release.requestedBy,
      release.retryOf,
      release.isCacheIgnored ?? false,
    ],
  );
  await sql.query('select pg_notify($1, $2)', [WAKE_RELAY_CHANNEL, 'build']);
  return { id: (rows[0] as { id: number }).id, number, branch: release.branch, isTracking: release.isTracking };
}

async function takeNumber(sql: Sql, integrationId: number): Promise<number> {
  const rows = await sql.query<{ number: number }>(
    `update integrations set last_release_number = last_release_number + 1 where id = $1
     returning last_release_number as number`,
    [integrationId],
  );
  return (rows[0] as { number: number }).number;
}
