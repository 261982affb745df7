import type { EntityManager } from '@mikro-orm/postgresql';
import { LockMode } from '@mikro-orm/postgresql';
import type { TenantMetadata } from '../../../domain/tenants/tenant.ts';
import { TenantMetadataEntity, type TenantMetadataRow } from '../../entities/tenant-metadata-entity.ts';
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

function toMetadata(row: TenantMetadataRow): TenantMetadata {
  return { tenantId: row.tenantId, data: row.data, createdAt: row.createdAt, modifiedAt: row.modifiedAt };
}
