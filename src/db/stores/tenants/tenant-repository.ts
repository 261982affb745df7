import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Scope } from '../../../domain/accounts/role.ts';
import type { Tenant } from '../../../domain/tenants/tenant.ts';
import type { Database, Sql } from '../../database.ts';
import { TenantEntity, type TenantRow } from '../../entities/tenant-entity.ts';
import { type ListPage, type ListRequest, listRows, type SortColumn } from '../../list-rows.ts';
import { laterThan } from '../integrations/integration-repository.ts';
import { matchingTenants, TENANTS_FROM, type TenantFilter, tenantsInScope } from './tenant-filter.ts';

export const TENANT_SORT_COLUMNS: Readonly<Record<string, SortColumn>> = {
  id: { column: 't.id', type: 'bigint' },
  name: { column: 't.name', type: 'text' },
  created_date: { column: 't.created_at', type: 'timestamptz' },
  modified_date: { column: 't.modified_at', type: 'timestamptz' },
};

export type TenantFields = Omit<
  Tenant,
  'id' | 'heldReason' | 'pauseNote' | 'pausedUntil' | 'archivedAt' | 'createdAt' | 'modifiedAt'
>;

export async function insertTenant(em: EntityManager, fields: TenantFields): Promise<Tenant> {
  const row = em.create(TenantEntity, fields);
  await em.persist(row).flush();
  return toTenant(row);
}

/** Locks it until the transaction ends. */
export async function lockTenant(em: EntityManager, id: number): Promise<Tenant | null> {
  const row = await em.findOne(TenantEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return row && toTenant(row);
}

/** Stores the given fields; `modifiedAt` always grows, so that it can serve as a version. */
export async function updateTenant(
  em: EntityManager,
  id: number,
  fields: Partial<TenantFields> & { archivedAt?: Date; heldReason?: null },
): Promise<Tenant> {
  const row = await em.findOneOrFail(TenantEntity, { id });
  em.assign(row, { ...fields, modifiedAt: laterThan(row.modifiedAt) });
  await em.flush();
  return toTenant(row);
}

/** The tenant where its integration lies in the scope. */
export async function findTenant(db: Database, scope: Scope, id: number): Promise<Tenant | null> {
  const where = tenantsInScope(scope).add('t.id = ?', id);
  const rows = await db.query<object>(`select t.* from ${TENANTS_FROM} where ${where}`, where.values);
  return rows[0] ? toTenant(db.em().map(TenantEntity, rows[0])) : null;
}

/** Whether the scope keeps this tenant, or one that is not there, from the caller; asks nothing where it keeps nothing. */
export async function isTenantHidden(sql: Sql, scope: Scope, id: number): Promise<boolean> {
  if (scope.partnerId === null) return false;
  const where = tenantsInScope(scope).add('t.id = ?', id);
  return (await sql.query(`select 1 from ${TENANTS_FROM} where ${where}`, where.values)).length === 0;
}

export async function listTenants(
  db: Database,
  scope: Scope,
  filter: TenantFilter,
  request: ListRequest,
): Promise<ListPage<Tenant>> {
  const where = matchingTenants(scope, filter);
  const source = { from: TENANTS_FROM, alias: 't', where, sortColumns: TENANT_SORT_COLUMNS };
  const page = await listRows<{ id: number }>(db, source, request);
  const em = db.em();
  return { ...page, items: page.items.map((row) => toTenant(em.map(TenantEntity, row))) };
}

function toTenant(row: TenantRow): Tenant {
  return {
    id: row.id,
    integrationId: row.integrationId,
    name: row.name,
    endUserId: row.endUserId ?? null,
    source: row.source,
    releaseId: row.releaseId ?? null,
    releaseChannel: row.releaseChannel ?? null,
    heldReason: row.heldReason ?? null,
    configs: row.configs,
    userSchedule: row.userSchedule ?? null,
    schedule: row.schedule ?? null,
    isPaused: row.isPaused,
    pausedAt: row.pausedAt ?? null,
    pausedBy: row.pausedBy ?? null,
    pauseNote: row.pauseNote ?? null,
    pausedUntil: row.pausedUntil ?? null,
    archivedAt: row.archivedAt ?? null,
    createdAt: row.createdAt,
    modifiedAt: row.modifiedAt,
  };
}
