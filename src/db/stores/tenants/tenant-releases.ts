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
