import type { Sql } from '../db/database.ts';
import { chooseRelease } from '../domain/releases/choose-release.ts';

interface Row {
  readonly tenant_id: number;
  readonly release_id: number | null;
  readonly release_channel: string | null;
  readonly is_held: boolean;
  readonly default_release_id: number | null;
  readonly latest_release_id: number | null;
  readonly channel_id: number | null;
  readonly channel_release_id: number | null;
  readonly follows_latest: boolean | null;
}

/** The release that the next run of each tenant takes; null where there is none. */
async function nextReleases(sql: Sql, tenantIds: readonly number[]): Promise<ReadonlyMap<number, number | null>> {
  const rows = await sql.query<Row>(SELECT, [tenantIds]);
  return new Map(rows.map((row) => [row.tenant_id, chooseRow(row)]));
}

/** The release that the next run of one tenant takes; null where there is none. */
export async function nextRelease(sql: Sql, tenantId: number): Promise<number | null> {
  return (await nextReleases(sql, [tenantId])).get(tenantId) ?? null;
}

/** The highest-numbered `ready` release of the tracking branch. */
export async function latestRelease(sql: Sql, integrationId: number): Promise<number | null> {
  const rows = await sql.query<{ id: number }>(
    `select id from releases where integration_id = $1 and state = 'ready' and is_tracking order by number desc limit 1`,
    [integrationId],
  );
  return rows[0]?.id ?? null;
}

const SELECT = `
  select t.id as tenant_id, t.release_id, t.release_channel, t.held_reason is not null as is_held, i.default_release_id,
    (select r.id from releases r where r.integration_id = i.id and r.state = 'ready' and r.is_tracking
     order by r.number desc limit 1) as latest_release_id,
    c.id as channel_id, c.release_id as channel_release_id, c.follows_latest
  from tenants t
  join integrations i on i.id = t.integration_id
  left join channels c on c.integration_id = t.integration_id and c.name = t.release_channel
  where t.id = any($1)`;

function chooseRow(row: Row): number | null {
  return chooseRelease(
    { releaseId: row.release_id, channel: row.release_channel, isHeld: row.is_held },
    {
      defaultReleaseId: row.default_release_id,
      latestReleaseId: row.latest_release_id,
      namedChannel:
        row.channel_id === null
          ? null
          : { releaseId: row.channel_release_id, followsLatest: row.follows_latest ?? false },
    },
  );
}
