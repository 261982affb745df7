import type { ScheduleDrift, TimerBackend } from '../../../contracts/sync-timers.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

/** A schedule that was not as the database says; `wrong_dispatcher` is one of those that served all tenants. */
export interface FoundDrift {
  readonly schedule_id: string;
  readonly tenant_id: number | null;
  readonly drift: ScheduleDrift | 'wrong_dispatcher';
}

/** One comparison of all schedules with the database. */
export interface Reconciliation {
  readonly id: number;
  readonly requestedBy: string;
  readonly requestedByName: string | null;
  readonly requestedAt: Date;
  /** True where every schedule is compared in full; else only those that look wrong in Temporal's list. */
  readonly isThorough: boolean;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly backend: TimerBackend | null;
  readonly checkedCount: number;
  /** How many schedules drifted, by kind. */
  readonly driftCounts: Readonly<Record<string, number>>;
  /** The first hundred of them. */
  readonly drift: readonly FoundDrift[];
  /** Why it did not end. */
  readonly failure: string | null;
}

const INSERT_THOROUGH = statement(`
  insert into schedule_reconciliations (requested_by, is_thorough) values ($1, true)
  on conflict ((started_at is null)) where started_at is null do nothing`);

/** Requests a thorough reconciliation, unless one waits to be started. */
export async function insertThoroughReconciliation(sql: Sql, requestedBy: string): Promise<void> {
  await sql.query(INSERT_THOROUGH, [requestedBy]);
}

/** When the hub itself requests a reconciliation; seconds. */
export interface ReconciliationPace {
  /** At most one in this time. */
  readonly apartS: number;
  /** After one that failed, another may be requested in this time. */
  readonly afterFailureS: number;
  /** It is a thorough one where none ended in this time. */
  readonly thoroughApartS: number;
}

const INSERT_DUE = statement(`
  insert into schedule_reconciliations (requested_by, is_thorough)
  select $1, not exists (select 1 from schedule_reconciliations
    where is_thorough and failure is null and started_at > clock_timestamp() - make_interval(secs => $4))
  where not exists (select 1 from schedule_reconciliations
    where started_at > clock_timestamp() - make_interval(secs => case when failure is null then $2::float8 else least($2::float8, $3::float8) end))
  on conflict ((started_at is null)) where started_at is null do nothing`);

/** Requests a reconciliation where none was started for a while. */
export async function insertDueReconciliation(sql: Sql, requestedBy: string, pace: ReconciliationPace): Promise<void> {
  await sql.query(INSERT_DUE, [requestedBy, pace.apartS, pace.afterFailureS, pace.thoroughApartS]);
}

const FIND_OPEN = statement(`select 1 from schedule_reconciliations where finished_at is null limit 1`);

/** Returns whether one waits, or did not finish: that one goes on in another process, or its process was lost. */
export async function hasOpenReconciliation(sql: Sql): Promise<boolean> {
  return (await sql.query(FIND_OPEN)).length > 0;
}

const FAIL_LOST = statement(`
  update schedule_reconciliations set finished_at = clock_timestamp(), failure = 'Its process ended.'
  where started_at is not null and finished_at is null`);

/** Ends those that were started and not finished. For the holder of the lock: their processes were lost. */
export async function failLostReconciliations(sql: Sql): Promise<void> {
  await sql.query(FAIL_LOST);
}

export type StartedReconciliation = Pick<Reconciliation, 'id' | 'isThorough'> & { readonly backend: TimerBackend };

const START = statement<StartedReconciliation>(`
  update schedule_reconciliations set started_at = clock_timestamp(), backend = (select backend from timer_backend)
  where started_at is null returning id, is_thorough as "isThorough", backend`);

/** Starts the reconciliation that waits; null where none does. */
export async function startReconciliation(sql: Sql): Promise<StartedReconciliation | null> {
  return (await sql.query(START))[0] ?? null;
}

export type ReconciliationEnd = Pick<Reconciliation, 'checkedCount' | 'driftCounts' | 'drift' | 'failure'>;

const FINISH = statement(`
  update schedule_reconciliations set finished_at = clock_timestamp(), checked_count = $2, drift_counts = $3, drift = $4, failure = $5
  where id = $1`);

export async function finishReconciliation(sql: Sql, id: number, end: ReconciliationEnd): Promise<void> {
  const { checkedCount, driftCounts, drift, failure } = end;
  await sql.query(FINISH, [id, checkedCount, JSON.stringify(driftCounts), JSON.stringify(drift), failure]);
}

const DELETE_OLD = statement(`delete from schedule_reconciliations where id <= $1`);

/** Deletes the reconciliations up to this id. */
export async function deleteOldReconciliations(sql: Sql, upToId: number): Promise<void> {
  await sql.query(DELETE_OLD, [upToId]);
}

export const RECONCILIATION_COLUMNS = `c.id, c.requested_by as "requestedBy", actor_name(c.requested_by) as "requestedByName",
  c.requested_at as "requestedAt", c.is_thorough as "isThorough", c.started_at as "startedAt", c.finished_at as "finishedAt",
  c.backend, c.checked_count as "checkedCount", c.drift_counts as "driftCounts", c.drift, c.failure`;

const LIST = statement<Reconciliation>(
  `select ${RECONCILIATION_COLUMNS} from schedule_reconciliations c order by c.id desc limit $1`,
);

/** Returns the last reconciliations, the newest first. */
export function listReconciliations(sql: Sql, limit: number): Promise<Reconciliation[]> {
  return sql.query(LIST, [limit]);
}
