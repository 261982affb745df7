import type { JsonObject } from '../../../domain/manifest/json-value.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

/** How the version of a tenant grows with each edit: by the clock, and by a millisecond where the clock has not moved. */
export const NEXT_TENANT_VERSION = `greatest(clock_timestamp(), t.modified_at + interval '1 millisecond')`;

export interface TenantValues {
  readonly id: number;
  readonly configs: JsonObject;
  readonly metadata: JsonObject;
}

const READ_VALUES = statement<TenantValues>(`
  select t.id, t.configs, coalesce(m.data, '{}'::jsonb) as metadata
  from tenants t left join tenant_metadata m on m.tenant_id = t.id where t.id = any ($1::bigint[])`);

/** Returns the stored configs and metadata of tenants. */
export function readTenantValues(sql: Sql, tenantIds: readonly number[]): Promise<TenantValues[]> {
  return sql.query(READ_VALUES, [tenantIds]);
}

const LOCK_TENANTS = statement(`select id from tenants where id = any ($1::bigint[]) order by id for no key update`);

/** Locks these tenants, always in the same order. */
export async function lockTenantsById(sql: Sql, tenantIds: readonly number[]): Promise<void> {
  await sql.query(LOCK_TENANTS, [tenantIds]);
}

export interface TenantMove {
  readonly tenantIds: readonly number[];
  readonly releaseId: number;
  /** How they follow from now on; left out, as before. */
  readonly channel?: string | null;
}

const MOVE_TENANTS = statement(`
  update tenants t set release_id = $2, release_channel = case when $3 then $4 else release_channel end, held_reason = null,
    modified_at = ${NEXT_TENANT_VERSION} where id = any ($1::bigint[])`);

export async function moveTenants(sql: Sql, { tenantIds, releaseId, channel }: TenantMove): Promise<void> {
  await sql.query(MOVE_TENANTS, [tenantIds, releaseId, channel !== undefined, channel ?? null]);
}

const HOLD_TENANTS = statement(`
  update tenants t set held_reason = 'needs_reconfiguration', modified_at = ${NEXT_TENANT_VERSION} where id = any ($1::bigint[])`);

export async function holdTenants(sql: Sql, tenantIds: readonly number[]): Promise<void> {
  await sql.query(HOLD_TENANTS, [tenantIds]);
}
