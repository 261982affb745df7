import type { Scope } from '../../../domain/accounts/role.ts';
import type { RolloutState } from '../../../domain/rollouts/rollout-state.ts';
import { defineList, type ListPage, type ListRequest, listRows, type SortColumn } from '../../list-rows.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

export const ROLLOUT_SORT_COLUMNS: Readonly<Record<string, SortColumn>> = {
  id: { column: 'r.id', type: 'bigint' },
  created_date: { column: 'r.created_at', type: 'timestamptz' },
  state: { column: 'r.state', type: 'text' },
};

export interface RolloutFilter {
  readonly integrationId?: number | undefined;
  readonly partnerId?: number | undefined;
  readonly releaseId?: number | undefined;
  readonly state?: RolloutState | undefined;
  /** Whether it has ended. */
  readonly isFinished?: boolean | undefined;
}

const ROLLOUTS = defineList({
  from: 'rollouts r join integrations i on i.id = r.integration_id',
  alias: 'r',
  columns: 'r.id',
  filters: {
    scopePartnerId: 'i.partner_id = ?',
    integrationId: 'r.integration_id = ?',
    partnerId: 'i.partner_id = ?',
    releaseId: 'r.release_id = ?',
    state: 'r.state = ?',
    isFinished: 'r.finished_at is not null',
    isUnfinished: 'r.finished_at is null',
  },
  sortColumns: ROLLOUT_SORT_COLUMNS,
});

/** Returns the ids of the rollouts of a page. */
export function listRolloutIds(
  sql: Sql,
  scope: Scope,
  filter: RolloutFilter,
  request: ListRequest,
): Promise<ListPage<{ readonly id: number }>> {
  const { isFinished, ...rest } = filter;
  const filters = {
    ...rest,
    scopePartnerId: scope.partnerId ?? undefined,
    isFinished: isFinished === true || undefined,
    isUnfinished: isFinished === false || undefined,
  };
  return listRows<{ id: number }, keyof typeof filters>(sql, ROLLOUTS, filters, request);
}

/** How many tenants of a rollout there are in each state. */
export interface RolloutCounts {
  readonly rolloutId: number;
  readonly pending: number;
  readonly moved: number;
  readonly held: number;
  readonly skipped: number;
  readonly reverted: number;
  readonly initDue: number;
}

const COUNTS = statement<RolloutCounts>(`
  select a.id as "rolloutId", count(*) filter (where state = 'pending') as pending,
    count(*) filter (where state = 'moved') as moved, count(*) filter (where state = 'held') as held,
    count(*) filter (where state = 'skipped') as skipped, count(*) filter (where state = 'reverted') as reverted,
    count(*) filter (where is_init_due) as "initDue"
  from unnest($1::bigint[]) as a (id) left join rollout_tenants t on t.rollout_id = a.id group by a.id`);

export async function countRolloutTenants(
  sql: Sql,
  rolloutIds: readonly number[],
): Promise<ReadonlyMap<number, RolloutCounts>> {
  if (rolloutIds.length === 0) return new Map();
  const rows = await sql.query(COUNTS, [rolloutIds]);
  return new Map(rows.map((row) => [row.rolloutId, row]));
}
