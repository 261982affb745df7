import type { Sql } from '../../db/database.ts';
import { LEASE_SECONDS } from './lease-times.ts';

export type LeaseRenewal = { readonly isHeld: false } | { readonly isHeld: true; readonly isCancelRequested: boolean };

/** Extends the lease of a live attempt by 40 s from the database's now, and tells whether a cancel was asked for. */
export async function renewLease(sql: Sql, attemptId: number): Promise<LeaseRenewal> {
  const rows = await sql.query<{ is_cancel_requested: boolean }>(
    `update attempts a set lease_expires_at = clock_timestamp() + make_interval(secs => $2)
     where a.id = $1 and a.finished_at is null
     returning coalesce(
       (select r.cancel_requested_at is not null from runs r where r.id = a.run_id),
       (select b.cancel_requested_at is not null from releases b where b.id = a.release_id), false) as is_cancel_requested`,
    [attemptId, LEASE_SECONDS],
  );
  const row = rows[0];
  return row ? { isHeld: true, isCancelRequested: row.is_cancel_requested } : { isHeld: false };
}
