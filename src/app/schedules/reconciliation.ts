import type { ScheduleDrift, TimerBackend } from '../../contracts/sync-timers.ts';
import type { Sql } from '../../db/database.ts';

/** A timer that was not as the database says; `wrong_dispatcher` is one of those that serve all tenants. */
export interface FoundDrift {
  readonly schedule_id: string;
  readonly tenant_id: number | null;
  readonly fault: ScheduleDrift | 'wrong_dispatcher';
}

/** One pass over all timers. */
export interface Reconciliation {
  readonly id: number;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  /** Every timer is looked at in full; else only those that look wrong in Temporal's list. */
  readonly isThorough: boolean;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly backend: TimerBackend | null;
  readonly checkedCount: number;
  readonly faultCounts: Readonly<Record<string, number>>;
  /** The first hundred. */
  readonly faults: readonly FoundDrift[];
  /** Why it could not be carried out. */
  readonly failure: string | null;
}

/** Asks for a thorough pass, which a worker begins within seconds; one that waits already is answered again. */
export async function requestReconciliation(sql: Sql, requestedBy: string): Promise<Reconciliation> {
  await sql.query(
    `insert into schedule_reconciliations (requested_by, is_thorough) values ($1, true)
     on conflict ((started_at is null)) where started_at is null do nothing`,
    [requestedBy],
  );
  const rows = await sql.query<Reconciliation>(`${SELECT} order by id desc limit 1`);
  return rows[0] as Reconciliation;
}

/** The last passes, newest first. */
export function listReconciliations(sql: Sql, limit: number): Promise<Reconciliation[]> {
  return sql.query<Reconciliation>(`${SELECT} order by id desc limit $1`, [limit]);
}

const SELECT = `
  select id, requested_by as "requestedBy", requested_at as "requestedAt", is_thorough as "isThorough",
    started_at as "startedAt", finished_at as "finishedAt", backend, checked_count as "checkedCount",
    fault_counts as "faultCounts", faults, failure
  from schedule_reconciliations`;
