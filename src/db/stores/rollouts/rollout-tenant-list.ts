import type { Placement } from '../../../domain/rollouts/placement.ts';
import { defineList, type ListPage, type ListRequest, listRows, type SortColumn } from '../../list-rows.ts';
import type { Sql } from '../../sql.ts';

export const ROLLOUT_TENANT_SORT_COLUMNS: Readonly<Record<string, SortColumn>> = {
  id: { column: 'rt.id', type: 'bigint' },
};

const ROLLOUT_TENANTS = defineList({
  from: '(select tenant_id as id, rollout_id, state, from_release_id, reached_at from rollout_tenants) rt',
  alias: 'rt',
  filters: { rolloutId: 'rt.rollout_id = ?', state: 'rt.state = ?' },
  sortColumns: ROLLOUT_TENANT_SORT_COLUMNS,
});

/** What a rollout did with one of its tenants. */
export interface RolloutTenant {
  /** The tenant's. */
  readonly id: number;
  readonly state: Placement;
  readonly from_release_id: number | null;
  readonly reached_at: Date | null;
}

export function listRolloutTenants(
  sql: Sql,
  filters: { readonly rolloutId: number; readonly state?: Placement | undefined },
  request: ListRequest,
): Promise<ListPage<RolloutTenant>> {
  return listRows<RolloutTenant, keyof typeof filters>(sql, ROLLOUT_TENANTS, filters, request);
}
