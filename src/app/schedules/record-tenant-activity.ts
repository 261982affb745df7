import type { Sql } from '../../db/database.ts';

export interface TenantActivity {
  readonly actor: string;
  /** `tenant.paused` … */
  readonly action: string;
  readonly after: object | null;
}

/** One entry for each of these tenants, in one statement however many they are. */
export async function recordTenantActivity(
  sql: Sql,
  tenantIds: readonly number[],
  entry: TenantActivity,
): Promise<void> {
  await sql.query(
    `insert into activity (actor, action, subject_kind, subject_id, integration_id, partner_id, after)
     select $2, $3, 'tenant', t.id, t.integration_id, i.partner_id, $4::jsonb
     from tenants t join integrations i on i.id = t.integration_id where t.id = any($1::bigint[]) order by t.id`,
    [tenantIds, entry.actor, entry.action, entry.after && JSON.stringify(entry.after)],
  );
}
