import type { Sql } from '../../database.ts';

export interface TenantReleases {
  /** What a run beginning now would take. */
  readonly next: number | null;
  /** What its channel points to, also where the tenant is held back from it. */
  readonly ofChannel: number | null;
}

export async function readTenantReleases(sql: Sql, tenantId: number): Promise<TenantReleases> {
  const rows = await sql.query<TenantReleases>(
    `select next_release_id(t) as next, channel_release_id(t.integration_id, t.release_channel) as "ofChannel"
     from tenants t where t.id = $1`,
    [tenantId],
  );
  return rows[0] ?? { next: null, ofChannel: null };
}
