import { defineList, type ListPage, type ListRequest, listRows, type SortColumn } from '../../list-rows.ts';
import type { Sql } from '../../sql.ts';
import { RECONCILIATION_COLUMNS, type Reconciliation } from './reconciliation-store.ts';

export const RECONCILIATION_SORT_COLUMNS: Readonly<Record<string, SortColumn>> = {
  id: { column: 'c.id', type: 'bigint' },
  requested_date: { column: 'c.requested_at', type: 'timestamptz' },
};

const RECONCILIATIONS = defineList({
  from: 'schedule_reconciliations c',
  alias: 'c',
  columns: RECONCILIATION_COLUMNS,
  filters: {},
  sortColumns: RECONCILIATION_SORT_COLUMNS,
});

export function pageReconciliations(sql: Sql, request: ListRequest): Promise<ListPage<Reconciliation>> {
  return listRows<Reconciliation>(sql, RECONCILIATIONS, {}, request);
}
