import type { ReleaseState } from '../../../domain/releases/release-state.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

/** What a list shows of an integration beside its own row. */
export interface IntegrationFacts {
  readonly id: number;
  readonly partnerName: string | null;
  readonly defaultReleaseNumber: number | null;
  /** Tenants that are not archived. */
  readonly tenantCount: number;
  /** The newest one, in whichever state. */
  readonly lastRelease: { readonly id: number; readonly number: number; readonly state: ReleaseState } | null;
}

const INTEGRATION_FACTS = statement<IntegrationFacts>(`
  select i.id, p.name as "partnerName", d.number as "defaultReleaseNumber",
    (select count(*) from tenants t where t.integration_id = i.id and t.archived_at is null)::int as "tenantCount",
    (select jsonb_build_object('id', r.id, 'number', r.number, 'state', r.state) from releases r
     where r.integration_id = i.id order by r.number desc limit 1) as "lastRelease"
  from integrations i left join partners p on p.id = i.partner_id left join releases d on d.id = i.default_release_id
  where i.id = any($1::bigint[])`);

export async function readIntegrationFacts(
  sql: Sql,
  integrationIds: readonly number[],
): Promise<ReadonlyMap<number, IntegrationFacts>> {
  if (integrationIds.length === 0) return new Map();
  const rows = await sql.query(INTEGRATION_FACTS, [integrationIds]);
  return new Map(rows.map((row) => [row.id, row]));
}
