import type { Sql } from '../db/database.ts';

/** Cancels what waits in a tenant's queue, for instance when it is archived; answers the runs' ids. */
export async function cancelQueuedRuns(sql: Sql, tenantId: number, requestedBy: string): Promise<number[]> {
  const rows = await sql.query<{ id: number }>(
    `update runs set phase = 'cancelled', finished_at = clock_timestamp(), is_log_complete = true,
       cancel_requested_at = clock_timestamp(), cancel_requested_by = $2
     where tenant_id = $1 and phase = 'queued' returning id`,
    [tenantId, requestedBy],
  );
  return rows.map((row) => row.id);
}
