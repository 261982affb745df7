import type { Sql } from '../../db/database.ts';
import type { RunLane } from '../../domain/runs/run-lane.ts';

/** Cancels what waits in the queues of tenants, or in one lane of them: they are archived, paused. Answers the runs' ids. */
export async function cancelQueuedRuns(
  sql: Sql,
  tenantIds: readonly number[],
  requestedBy: string,
  lane: RunLane | null = null,
): Promise<number[]> {
  const rows = await sql.query<{ id: number }>(
    `update runs set phase = 'cancelled', finished_at = clock_timestamp(), is_log_complete = true,
       cancel_requested_at = clock_timestamp(), cancel_requested_by = $2
     where tenant_id = any($1::bigint[]) and phase = 'queued' and ($3::text is null or lane = $3) returning id`,
    [tenantIds, requestedBy, lane],
  );
  return rows.map((row) => row.id);
}
