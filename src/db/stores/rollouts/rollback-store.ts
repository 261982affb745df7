import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';
import { NEXT_TENANT_VERSION } from '../tenants/tenant-release-store.ts';

const OTHER_OPEN = statement<{ id: number }>(`
  select id from rollouts where integration_id = $1 and finished_at is null and id <> $2
    and not (state = 'queued' and cause = 'release') order by id limit 1`);

/** Returns another rollout of the integration that is under way; null where there is none. */
export async function findOtherOpenRollout(sql: Sql, integrationId: number, id: number): Promise<number | null> {
  const [row] = await sql.query(OTHER_OPEN, [integrationId, id]);
  return row?.id ?? null;
}

export interface MovedChannel {
  readonly name: string;
  /** The newest rollout that moved it; null where none did. */
  readonly newer: number | null;
}

const MOVED_CHANNEL = statement<MovedChannel>(`
  select c.name, (select max(n.id) from rollouts n
    where n.integration_id = $1 and n.id > $4 and n.channels @> array[c.name] and n.state in ('completed', 'aborted')) as newer
  from unnest($3::text[]) as c(name) where channel_release_id($1, c.name) is distinct from $2`);

/** Returns a channel that no longer points to what the rollout moved it to; null where all of them do. */
export async function findMovedChannel(
  sql: Sql,
  rollout: {
    readonly id: number;
    readonly integrationId: number;
    readonly releaseId: number;
    readonly channels: readonly string[];
  },
): Promise<MovedChannel | null> {
  const [row] = await sql.query(MOVED_CHANNEL, [
    rollout.integrationId,
    rollout.releaseId,
    rollout.channels,
    rollout.id,
  ]);
  return row ?? null;
}

const REMOVED_RELEASE = statement<{ number: number }>(`
  select l.number from releases l where l.artifact_removed_at is not null and (l.id = $2
    or exists (select 1 from rollout_tenants t where t.rollout_id = $1 and t.from_release_id = l.id and t.state in ('moved', 'held')))
  order by l.number limit 1`);

/** Returns the number of a release that a rollback would need and whose artifact was removed; null where all are there. */
export async function findRemovedRelease(
  sql: Sql,
  rolloutId: number,
  previousReleaseId: number | null,
): Promise<number | null> {
  const [row] = await sql.query(REMOVED_RELEASE, [rolloutId, previousReleaseId]);
  return row?.number ?? null;
}

export interface PageToRevert {
  readonly rolloutId: number;
  readonly releaseId: number;
  readonly tenantIds: readonly number[];
  /** The channel that a bulk move gave its tenants; left out for the other causes. */
  readonly bulkChannel?: string | null;
}

const REVERT = statement<{ id: number }>(`
  update tenants t set release_id = rt.from_release_id, release_channel = rt.from_channel, held_reason = rt.from_held_reason,
    modified_at = ${NEXT_TENANT_VERSION}
  from rollout_tenants rt
  where rt.rollout_id = $1 and rt.tenant_id = t.id and t.id = any ($2::bigint[]) and case
    when rt.state = 'moved' then t.release_id = $3 and t.release_channel is not distinct from case when $4 then $5 else rt.from_channel end
    else t.release_channel is not distinct from rt.from_channel and (
      (rt.state = 'held' and t.held_reason is not null and t.release_id is not distinct from rt.from_release_id)
      or (not $4 and t.release_id = $3 and rt.from_release_id is distinct from $3))
    end
  returning t.id`);

/**
 * Moves tenants back to the release on which the rollout found them, and returns which. These are tenants that are where it moved them, that it
 * still holds, and that came on its release by themselves since it was planned: a held one once its configs fitted, one whose turn
 * had not come by its next sync. Tenants that were moved on since then stay.
 */
export async function revertTenants(sql: Sql, page: PageToRevert): Promise<number[]> {
  const { rolloutId, tenantIds, releaseId, bulkChannel } = page;
  const values = [rolloutId, tenantIds, releaseId, bulkChannel !== undefined, bulkChannel ?? null];
  return (await sql.query(REVERT, values)).map(({ id }) => id);
}

const REVERT_NEWCOMERS = statement<{ id: number }>(`
  update tenants t set release_id = $4, modified_at = ${NEXT_TENANT_VERSION}
  where t.integration_id = $1 and t.release_id = $2 and t.release_channel = any ($3::text[]) and t.archived_at is null
    and not exists (select 1 from rollout_tenants rt where rt.rollout_id = $5 and rt.tenant_id = t.id and rt.from_release_id = $2)
  returning t.id`);

/**
 * Takes followers of the rollout's channels that came to its release after it was planned, new tenants for instance, to another
 * release (null = none yet). Returns how many.
 */
export async function revertNewcomers(
  sql: Sql,
  rollout: {
    readonly id: number;
    readonly integrationId: number;
    readonly releaseId: number;
    readonly channels: readonly string[];
    readonly toReleaseId: number | null;
  },
): Promise<number> {
  const { id, integrationId, releaseId, channels, toReleaseId } = rollout;
  return (await sql.query(REVERT_NEWCOMERS, [integrationId, releaseId, channels, toReleaseId, id])).length;
}

const RELEASE_BEFORE = statement<{ id: number }>(`
  select b.id from releases b join releases r on r.id = $1
  where b.integration_id = r.integration_id and b.is_tracking and b.state = 'ready' and b.number < r.number
    and b.artifact_removed_at is null order by b.number desc limit 1`);

/** Returns the ready release of the tracking branch before this one; null where there is none. */
export async function findReleaseBefore(sql: Sql, releaseId: number): Promise<number | null> {
  const [row] = await sql.query(RELEASE_BEFORE, [releaseId]);
  return row?.id ?? null;
}
