import type { Sql } from '../../db/database.ts';
import {
  insertThoroughReconciliation,
  listReconciliations,
  type Reconciliation,
} from '../../db/stores/schedules/reconciliation-store.ts';

/** Requests a thorough reconciliation, which a worker starts within seconds. Returns it, or the one that waits already. */
export async function requestReconciliation(sql: Sql, requestedBy: string): Promise<Reconciliation> {
  await insertThoroughReconciliation(sql, requestedBy);
  return (await listReconciliations(sql, 1))[0] as Reconciliation;
}
