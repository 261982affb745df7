import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';
import { requestValues } from './request-values.ts';

export interface TenantActivity {
  readonly actor: string;
  /** `tenant.paused` … */
  readonly action: string;
  readonly after: object | null;
}

const INSERT_TENANT_ACTIVITY = statement(`
  insert into activity (actor, action, subject_kind, subject_id, integration_id, partner_id, after,
    user_id, api_key_id, via, request_id, address)
  select $2, $3, 'tenant', t.id, t.integration_id, i.partner_id, $4::jsonb, $5, $6, $7, $8, $9
  from tenants t join integrations i on i.id = t.integration_id where t.id = any($1::bigint[]) order by t.id`);

/** Adds one entry for each of these tenants to the activity log, in one statement whatever their number. */
export async function recordTenantActivity(
  sql: Sql,
  tenantIds: readonly number[],
  { actor, action, after }: TenantActivity,
): Promise<void> {
  const values = [tenantIds, actor, action, after && JSON.stringify(after), ...requestValues()];
  await sql.query(INSERT_TENANT_ACTIVITY, values);
}
