import type { EntityManager } from '@mikro-orm/postgresql';
import { LockMode } from '@mikro-orm/postgresql';
import type { TenantMetadata } from '../../../domain/tenants/tenant.ts';
import { TenantMetadataEntity, type TenantMetadataRow } from '../../entities/tenant-metadata-entity.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';
import { laterThan } from '../integrations/integration-repository.ts';

export async function findTenantMetadata(em: EntityManager, tenantId: number): Promise<TenantMetadata | null> {
  const row = await em.findOne(TenantMetadataEntity, { tenantId });
  return row && toMetadata(row);
}

/** Locks it until the transaction ends. */
export async function lockTenantMetadata(em: EntityManager, tenantId: number): Promise<TenantMetadata | null> {
  const row = await em.findOne(TenantMetadataEntity, { tenantId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return row && toMetadata(row);
}

export async function storeTenantMetadata(
  em: EntityManager,
  tenantId: number,
  data: Record<string, unknown>,
): Promise<TenantMetadata> {
  const found = await em.findOne(TenantMetadataEntity, { tenantId });
  const row = found ?? em.create(TenantMetadataEntity, { tenantId, data });
  if (found) em.assign(row, { data, modifiedAt: laterThan(row.modifiedAt) }, { mergeObjectProperties: false });
  await em.persist(row).flush();
  return toMetadata(row);
}

const MERGE_METADATA = statement(`
  insert into tenant_metadata (tenant_id, data) values ($1, $2)
  on conflict (tenant_id) do update set data = tenant_metadata.data || excluded.data, modified_at = clock_timestamp()`);

/** Merges the top-level names of `state` into the tenant's metadata. */
export async function mergeTenantMetadata(
  sql: Sql,
  tenantId: number,
  state: Readonly<Record<string, unknown>>,
): Promise<void> {
  await sql.query(MERGE_METADATA, [tenantId, JSON.stringify(state)]);
}

function toMetadata(row: TenantMetadataRow): TenantMetadata {
  return { tenantId: row.tenantId, data: row.data, createdAt: row.createdAt, modifiedAt: row.modifiedAt };
}
