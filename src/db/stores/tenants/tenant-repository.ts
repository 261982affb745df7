import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Scope } from '../../../domain/accounts/role.ts';
import type { Tenant } from '../../../domain/tenants/tenant.ts';
import type { Database, Sql } from '../../database.ts';
import { TenantEntity, type TenantRow } from '../../entities/tenant-entity.ts';
import { type ListPage, type ListRequest, listRows } from '../../list-rows.ts';
import { statement } from '../../statement.ts';
import { laterThan } from '../integrations/integration-repository.ts';
import { TENANTS, type TenantFilter, tenantFilters } from './tenant-filter.ts';

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
  fields: Partial<TenantFields> & { archivedAt?: Date | null; heldReason?: null },
): Promise<Tenant> {
  const row = await em.findOneOrFail(TenantEntity, { id });
  em.assign(row, { ...fields, modifiedAt: laterThan(row.modifiedAt) });
  await em.flush();
  return toTenant(row);
}

const SCOPED = `t.id = $1 and ($2::bigint is null or i.partner_id = $2)`;
const FIND_TENANT = statement(`select t.* from ${TENANTS.from} where ${SCOPED}`);

/** Returns the tenant where its integration is in the scope. */
export async function findTenant(db: Database, scope: Scope, id: number): Promise<Tenant | null> {
  const [row] = await db.query(FIND_TENANT, [id, scope.partnerId]);
  return row ? toTenant(db.em().map(TenantEntity, row)) : null;
}

const IS_IN_SCOPE = statement(`select 1 from ${TENANTS.from} where ${SCOPED}`);

/** Returns whether the scope hides this tenant, or one that does not exist, from the caller; a scope that hides nothing needs no statement. */
export async function isTenantHidden(sql: Sql, scope: Scope, id: number): Promise<boolean> {
  if (scope.partnerId === null) return false;
  return (await sql.query(IS_IN_SCOPE, [id, scope.partnerId])).length === 0;
}

export async function listTenants(
  db: Database,
  scope: Scope,
  filter: TenantFilter,
  request: ListRequest,
): Promise<ListPage<Tenant>> {
  const filters = tenantFilters(scope, filter);
  const page = await listRows<{ id: number }, keyof typeof TENANTS.filters>(db, TENANTS, filters, request);
  const em = db.em();
  return { ...page, items: page.items.map((row) => toTenant(em.map(TenantEntity, row))) };
}

const FIND_LIVE_TENANTS = statement<{ id: number; name: string }>(`
  select id, name from tenants
  where integration_id = $1 and archived_at is null and ($2::text is null or end_user_id = $2)
  order by id limit $3`);

/** Returns the tenants of an integration (and of an end user, where one is named) that are not archived. */
export function findLiveTenants(
  sql: Sql,
  query: { readonly integrationId: number; readonly endUserId: string | null; readonly limit: number },
): Promise<{ id: number; name: string }[]> {
  return sql.query(FIND_LIVE_TENANTS, [query.integrationId, query.endUserId, query.limit]);
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
