import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Scope } from '../../domain/access/role.ts';
import type { Tenant } from '../../domain/tenants/tenant.ts';
import type { Database, Sql } from '../database.ts';
import { TenantEntity, type TenantRow } from '../entities/tenant-entity.ts';
import { type ListPage, type ListRequest, listRows, type SortColumn, WhereClause } from '../list-rows.ts';
import { tenantNeedsAttention } from '../sql/attention.ts';
import { laterThan } from './integration-repository.ts';

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

export interface TenantFilter {
  readonly integrationId: number | null;
  readonly endUserId: string | null;
  readonly isArchived: boolean | null;
  readonly partnerId?: number | undefined;
  readonly status?: TenantStatusFilter | undefined;
  readonly needsAttention?: boolean | undefined;
  /** A part of the name or of the end user's id, in whichever case. */
  readonly search?: string | undefined;
}

export const TENANT_STATUSES = ['active', 'paused', 'archived', 'held', 'failing'] as const;

export type TenantStatusFilter = (typeof TENANT_STATUSES)[number];

const STATUS_CONDITIONS: Readonly<Record<TenantStatusFilter, string>> = {
  active: 't.archived_at is null and not t.is_paused',
  paused: 't.archived_at is null and t.is_paused',
  archived: 't.archived_at is not null',
  held: 't.archived_at is null and t.held_reason is not null',
  failing: 't.archived_at is null and exists (select 1 from tenant_troubles x where x.tenant_id = t.id)',
};

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
  const where = scopedWhere(scope).add('t.id = ?', id);
  const rows = await db.query<object>(`select t.* from ${FROM} where ${where}`, where.values);
  return rows[0] ? toTenant(db.em().map(TenantEntity, rows[0])) : null;
}

/** Whether the scope keeps this tenant, or one that is not there, from the caller; asks nothing where it keeps nothing. */
export async function isTenantHidden(sql: Sql, scope: Scope, id: number): Promise<boolean> {
  if (scope.partnerId === null) return false;
  const where = scopedWhere(scope).add('t.id = ?', id);
  return (await sql.query(`select 1 from ${FROM} where ${where}`, where.values)).length === 0;
}

export async function listTenants(
  db: Database,
  scope: Scope,
  filter: TenantFilter,
  request: ListRequest,
): Promise<ListPage<Tenant>> {
  const where = scopedWhere(scope);
  if (filter.integrationId !== null) where.add('t.integration_id = ?', filter.integrationId);
  if (filter.endUserId !== null) where.add('t.end_user_id = ?', filter.endUserId);
  if (filter.isArchived !== null) where.add(`t.archived_at is ${filter.isArchived ? 'not ' : ''}null`);
  if (filter.partnerId !== undefined) where.add('i.partner_id = ?', filter.partnerId);
  if (filter.status !== undefined) where.add(STATUS_CONDITIONS[filter.status]);
  if (filter.needsAttention !== undefined) {
    where.add(`${filter.needsAttention ? '' : 'not '}${tenantNeedsAttention('t')}`);
  }
  if (filter.search !== undefined) where.add('(t.name ilike ? or t.end_user_id ilike ?)', contains(filter.search));
  const source = { from: FROM, alias: 't', where, sortColumns: TENANT_SORT_COLUMNS };
  const page = await listRows<{ id: number }>(db, source, request);
  const em = db.em();
  return { ...page, items: page.items.map((row) => toTenant(em.map(TenantEntity, row))) };
}

function contains(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

const FROM = 'tenants t join integrations i on i.id = t.integration_id';

function scopedWhere(scope: Scope): WhereClause {
  const where = new WhereClause();
  return scope.partnerId === null ? where : where.add('i.partner_id = ?', scope.partnerId);
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
