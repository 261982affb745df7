import type { Sql } from '../database.ts';

/** The fetched options of a tenant by name, as they stand in its metadata; null where nothing was ever fetched. */
export async function readFetchedOptions(sql: Sql, tenantId: number): Promise<Record<string, unknown> | null> {
  const [row] = await sql.query<{ options: Record<string, unknown> | null }>(
    `select jsonb_object_agg(o.name, m.data -> o.name) as options
     from tenant_options o join tenant_metadata m on m.tenant_id = o.tenant_id
     where o.tenant_id = $1 and m.data ? o.name`,
    [tenantId],
  );
  return row?.options ?? null;
}
