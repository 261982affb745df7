import type { Sql } from '../../db/database.ts';

/** Writes the pauses that these tenants are in into the history, each once. */
export async function recordPauses(sql: Sql, tenantIds: readonly number[]): Promise<void> {
  await sql.query(
    `insert into tenant_pauses (tenant_id, paused_at, paused_by, note, until)
     select id, paused_at, paused_by, pause_note, paused_until from tenants where id = any($1::bigint[]) and is_paused
     on conflict (tenant_id) where resumed_at is null do nothing`,
    [tenantIds],
  );
}
