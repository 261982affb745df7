import type { Database } from '../../database.ts';
import { TenantPauseEntity } from '../../entities/tenant-pause-entity.ts';
import { defineList, type ListPage, type ListRequest, listRows, type SortColumn } from '../../list-rows.ts';

export interface TenantPause {
  readonly id: number;
  readonly pausedAt: Date;
  readonly pausedBy: string;
  readonly note: string | null;
  readonly until: Date | null;
  readonly resumedAt: Date | null;
  /** `until` where the pause came to its end by itself. */
  readonly resumedBy: string | null;
}

export const PAUSE_SORT_COLUMNS: Readonly<Record<string, SortColumn>> = {
  id: { column: 'p.id', type: 'bigint' },
};

const PAUSES = defineList({
  from: 'tenant_pauses p',
  alias: 'p',
  filters: { tenantId: 'p.tenant_id = ?' },
  sortColumns: PAUSE_SORT_COLUMNS,
});

/** Returns a page of the pauses of a tenant, the present one included. */
export async function listTenantPauses(
  db: Database,
  tenantId: number,
  request: ListRequest,
): Promise<ListPage<TenantPause>> {
  const page = await listRows<{ id: number }, 'tenantId'>(db, PAUSES, { tenantId }, request);
  const em = db.em();
  return {
    ...page,
    items: page.items.map((item) => {
      const row = em.map(TenantPauseEntity, item);
      return {
        id: row.id,
        pausedAt: row.pausedAt,
        pausedBy: row.pausedBy,
        note: row.note ?? null,
        until: row.until ?? null,
        resumedAt: row.resumedAt ?? null,
        resumedBy: row.resumedBy ?? null,
      };
    }),
  };
}
