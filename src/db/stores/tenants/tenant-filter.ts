import type { Scope } from '../../../domain/accounts/role.ts';
import { WhereClause } from '../../list-rows.ts';
import type { Sql } from '../../sql.ts';
import { tenantNeedsAttention } from '../attention/attention.ts';

/** What is left out or null takes all. */
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

export const TENANTS_FROM = 'tenants t join integrations i on i.id = t.integration_id';

/** What a caller may see of the tenants. */
export function tenantsInScope(scope: Scope): WhereClause {
  const where = new WhereClause();
  return scope.partnerId === null ? where : where.add('i.partner_id = ?', scope.partnerId);
}

/** The tenants in the scope that the filter takes, over `TENANTS_FROM`. */
export function matchingTenants(scope: Scope, filter: TenantFilter): WhereClause {
  const where = tenantsInScope(scope);
  if (filter.integrationId !== null) where.add('t.integration_id = ?', filter.integrationId);
  if (filter.endUserId !== null) where.add('t.end_user_id = ?', filter.endUserId);
  if (filter.isArchived !== null) where.add(`t.archived_at is ${filter.isArchived ? 'not ' : ''}null`);
  if (filter.partnerId !== undefined) where.add('i.partner_id = ?', filter.partnerId);
  if (filter.status !== undefined) where.add(STATUS_CONDITIONS[filter.status]);
  if (filter.needsAttention !== undefined) {
    where.add(`${filter.needsAttention ? '' : 'not '}${tenantNeedsAttention('t')}`);
  }
  if (filter.search !== undefined) where.add('(t.name ilike ? or t.end_user_id ilike ?)', contains(filter.search));
  return where;
}

/** The ids of all that match, in their order. */
export async function findTenantIds(sql: Sql, scope: Scope, filter: TenantFilter): Promise<number[]> {
  const where = matchingTenants(scope, filter);
  const rows = await sql.query<{ id: number }>(
    `select t.id from ${TENANTS_FROM} where ${where} order by t.id`,
    where.values,
  );
  return rows.map((row) => row.id);
}

const STATUS_CONDITIONS: Readonly<Record<TenantStatusFilter, string>> = {
  active: 't.archived_at is null and not t.is_paused',
  paused: 't.archived_at is null and t.is_paused',
  archived: 't.archived_at is not null',
  held: 't.archived_at is null and t.held_reason is not null',
  failing: 't.archived_at is null and exists (select 1 from tenant_troubles x where x.tenant_id = t.id)',
};

function contains(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
