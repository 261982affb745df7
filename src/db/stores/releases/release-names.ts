import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

/** What a list shows of a release beside its own row. */
export interface ReleaseNames {
  readonly id: number;
  readonly integrationName: string;
  readonly partnerId: number | null;
  readonly requestedByName: string | null;
  /** Tenants that it is recorded for. */
  readonly tenantCount: number;
}

const RELEASE_NAMES = statement<ReleaseNames>(`
  select r.id, i.long_name as "integrationName", i.partner_id as "partnerId", actor_name(r.requested_by) as "requestedByName",
    (select count(*) from tenants t where t.release_id = r.id and t.archived_at is null)::int as "tenantCount"
  from releases r join integrations i on i.id = r.integration_id where r.id = any($1::bigint[])`);

export async function readReleaseNames(
  sql: Sql,
  releaseIds: readonly number[],
): Promise<ReadonlyMap<number, ReleaseNames>> {
  if (releaseIds.length === 0) return new Map();
  const rows = await sql.query(RELEASE_NAMES, [releaseIds]);
  return new Map(rows.map((row) => [row.id, row]));
}
