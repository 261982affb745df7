import type { Sql } from '../../database.ts';
import { statement } from '../../statement.ts';

export interface TenantReleases {
  /** The release that a run admitted now would run. */
  readonly next: number | null;
  /** The release that its channel points to, also where the tenant is held back from it. */
  readonly ofChannel: number | null;
}

const READ_TENANT_RELEASES = statement<TenantReleases>(`
  select next_release_id(t) as next, channel_release_id(t.integration_id, t.release_channel) as "ofChannel"
  from tenants t where t.id = $1`);

export async function readTenantReleases(sql: Sql, tenantId: number): Promise<TenantReleases> {
  const [row] = await sql.query(READ_TENANT_RELEASES, [tenantId]);
  return row ?? { next: null, ofChannel: null };
}

const FIND_CHANNEL_TARGET = statement<{ releaseId: number | null }>(`
  select channel_release_id($1, $2) as "releaseId"
  where $2 in ('Latest', 'Default') or exists (select 1 from channels where integration_id = $1 and name = $2)`);

/** Returns what a channel of an integration points to; null where there is no such channel. */
export async function findChannelTarget(
  sql: Sql,
  integrationId: number,
  channel: string,
): Promise<{ readonly releaseId: number | null } | null> {
  return (await sql.query(FIND_CHANNEL_TARGET, [integrationId, channel]))[0] ?? null;
}
