import type { Scope } from '../../../domain/accounts/role.ts';
import type { Following } from '../../../domain/tenants/tenant.ts';
import { contains } from '../../contains.ts';
import { defineList, filterRows, type SortColumn } from '../../list-rows.ts';
import type { Sql } from '../../sql.ts';
import { composedStatement, statement } from '../../statement.ts';
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
  readonly releaseId?: number | undefined;
  readonly following?: Following | undefined;
  /** Its own, its end user's, or its integration's. */
  readonly hasSchedule?: true | undefined;
  /** Any of these; those that are not there, or not in the scope, are left out. */
  readonly ids?: readonly number[] | undefined;
}

export const TENANT_STATUSES = ['active', 'paused', 'archived', 'held', 'failing'] as const;

export type TenantStatusFilter = (typeof TENANT_STATUSES)[number];

/** What a caller may see of the tenants; narrowed by the filter where one is given. */
export function tenantFilters(scope: Scope, filter?: TenantFilter) {
  const { status, needsAttention } = filter ?? {};
  return {
    scopePartnerId: scope.partnerId ?? undefined,
    integrationId: filter?.integrationId ?? undefined,
    endUserId: filter?.endUserId ?? undefined,
    isArchived: filter?.isArchived === true || undefined,
    isUnarchived: filter?.isArchived === false || undefined,
    partnerId: filter?.partnerId,
    ...(status === undefined ? {} : { [status]: true }),
    needsAttention: needsAttention === true || undefined,
    needsNoAttention: needsAttention === false || undefined,
    search: filter?.search === undefined ? undefined : contains(filter.search),
    releaseId: filter?.releaseId,
    ids: filter?.ids,
    hasSchedule: filter?.hasSchedule,
    ...(filter?.following === undefined ? {} : { [filter.following]: true }),
  };
}

export const TENANT_SORT_COLUMNS: Readonly<Record<string, SortColumn>> = {
  id: { column: 't.id', type: 'bigint' },
  name: { column: 't.name', type: 'text' },
  created_date: { column: 't.created_at', type: 'timestamptz' },
  modified_date: { column: 't.modified_at', type: 'timestamptz' },
  archived: { column: '(t.archived_at is not null)::int', type: 'integer' },
  integration_id: { column: 't.integration_id', type: 'bigint' },
  paused: { column: 't.is_paused::int', type: 'integer' },
  user_schedule: { column: `coalesce(t.user_schedule, '')`, type: 'text' },
  schedule: { column: `coalesce(t.schedule::text, t.user_schedule, '')`, type: 'text' },
  source: { column: 't.source', type: 'text' },
  integration_release_id: { column: 'coalesce(t.release_id, 0)', type: 'bigint' },
  integration_release_channel: { column: `coalesce(t.release_channel, '')`, type: 'text' },
  end_user_id: { column: `coalesce(t.end_user_id, '')`, type: 'text' },
  next_sync_date: { column: `coalesce(t.next_due_at, 'infinity')`, type: 'timestamptz' },
};

export const TENANTS = defineList({
  from: 'tenants t join integrations i on i.id = t.integration_id',
  alias: 't',
  filters: {
    scopePartnerId: 'i.partner_id = ?',
    integrationId: 't.integration_id = ?',
    endUserId: 't.end_user_id = ?',
    isArchived: 't.archived_at is not null',
    isUnarchived: 't.archived_at is null',
    partnerId: 'i.partner_id = ?',
    active: 't.archived_at is null and not t.is_paused',
    paused: 't.archived_at is null and t.is_paused',
    archived: 't.archived_at is not null',
    held: 't.archived_at is null and t.held_reason is not null',
    failing: 't.archived_at is null and exists (select 1 from tenant_troubles x where x.tenant_id = t.id)',
    needsAttention: tenantNeedsAttention('t'),
    needsNoAttention: `not ${tenantNeedsAttention('t')}`,
    search: '(t.name ilike ? or t.end_user_id ilike ?)',
    releaseId: 't.release_id = ?',
    ids: 't.id = any(?::bigint[])',
    hasSchedule: `(t.schedule is not null or t.user_schedule is not null or i.schedule_policy ->> 'default' is not null)`,
    static: 't.release_channel is null',
    dynamic: `t.release_channel <> 'Latest'`,
    latest: `t.release_channel = 'Latest'`,
  },
  sortColumns: TENANT_SORT_COLUMNS,
});

const COUNTS = Object.fromEntries(
  [...TENANT_STATUSES, 'needsAttention'].map((name) => [
    name,
    `count(*) filter (where ${TENANTS.filters[name as 'active']})::int`,
  ]),
);
const COUNT_COLUMNS = Object.entries(COUNTS)
  .map(([name, count]) => `${count} as "${name}"`)
  .join(', ');

export type TenantCounts = Readonly<Record<TenantStatusFilter | 'needsAttention', number>>;

/** Returns how many of the tenants that match have each status; one may have several. */
export async function countTenants(sql: Sql, scope: Scope, filter: TenantFilter): Promise<TenantCounts> {
  const { condition, values } = filterRows(TENANTS, tenantFilters(scope, filter));
  const text = `select ${COUNT_COLUMNS} from ${TENANTS.from} where ${condition}`;
  const [counts] = await sql.query(composedStatement<TenantCounts>(text), values);
  return counts as TenantCounts;
}
statement(`select ${COUNT_COLUMNS} from ${TENANTS.from}`);

/** Returns the ids of all tenants that match, in their order. */
export async function findTenantIds(sql: Sql, scope: Scope, filter: TenantFilter): Promise<number[]> {
  const { condition, values } = filterRows(TENANTS, tenantFilters(scope, filter));
  const text = `select t.id from ${TENANTS.from} where ${condition} order by t.id`;
  return (await sql.query(composedStatement<{ id: number }>(text), values)).map((row) => row.id);
}
