import { setTimeout as delay } from 'node:timers/promises';
import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import type { TimerBackend } from '../../contracts/sync-timers.ts';
import type { Sql } from '../../db/database.ts';
import { LOCKS } from '../../db/locks.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { AppError } from '../../errors/app-error.ts';
import { findScheduleDrift } from './find-schedule-drift.ts';
import { pushSchedules } from './push-schedules.ts';
import type { FoundDrift } from './reconciliation.ts';
import type { TimerDeps } from './timer-deps.ts';

const KEPT_PASSES = 500;
const FAULTS_KEPT = 100;
const HUB = 'hub';
const ELSEWHERE_MS = 200;
/** A pass that failed (Temporal away) is tried again after so many seconds. */
const RETRY_S = 30;

/** How often a pass is begun without being asked for, and how often such a pass is a thorough one; seconds. */
export interface ReconcileTimes {
  readonly everyS: number;
  readonly thoroughEveryS: number;
}

/**
 * Runs the reconciliation that was requested or is due: finds the timers that are not as the database says, has them pushed anew,
 * and reports. One process at a time. Returns whether there was one.
 */
export async function reconcileWhenDue(deps: TimerDeps, times: ReconcileTimes, items: ItemRunner): Promise<boolean> {
  await requestDue(deps.db, times);
  if (!(await isAnyOpen(deps.db))) return false;
  const done = await deps.db.withSessionLock(LOCKS.timerReconciliation, async () => {
    const pass = await beginPass(deps.db, times);
    if (pass) await reconcile(deps, pass, items);
    return pass !== null;
  });
  return done ?? false;
}

interface Pass {
  readonly id: number;
  readonly isThorough: boolean;
  readonly backend: TimerBackend;
}

async function requestDue(sql: Sql, { everyS, thoroughEveryS }: ReconcileTimes): Promise<void> {
  await sql.query(REQUEST_DUE, [HUB, everyS, thoroughEveryS]);
}

/** One waits, or did not end: either goes on somewhere, or its process was lost. */
async function isAnyOpen(sql: Sql): Promise<boolean> {
  const rows = await sql.query(`select 1 from schedule_reconciliations where finished_at is null limit 1`);
  return rows.length > 0;
}

async function beginPass(sql: Sql, times: ReconcileTimes): Promise<Pass | null> {
  await sql.query(GIVE_UP);
  await requestDue(sql, times);
  const rows = await sql.query<Pass>(BEGIN);
  return rows[0] ?? null;
}

async function reconcile(deps: TimerDeps, pass: Pass, items: ItemRunner): Promise<void> {
  try {
    const { checked, faults } = await findScheduleDrift(deps, pass, items);
    await repair(deps, faults, items);
    await finish(deps, pass, checked, faults);
  } catch (error) {
    const failure = error instanceof AppError ? error.message : 'The hub failed.';
    await deps.db.query(FINISH, [pass.id, 0, '{}', '[]', failure]);
    throw error;
  }
}

/** Orphans are removed; the rest is pending again, and pushed before the reconciliation ends unless its push fails. */
async function repair(deps: TimerDeps, faults: readonly FoundDrift[], items: ItemRunner): Promise<void> {
  const pending: number[] = [];
  for (const { schedule_id: scheduleId, tenant_id: tenantId, fault } of faults) {
    if (fault === 'orphaned') await deps.timers.remove(scheduleId);
    if (tenantId !== null) pending.push(tenantId);
  }
  if (pending.length === 0) return;
  await deps.db.query(`update tenants set timer_version = -1 where id = any($1::bigint[])`, [pending]);
  while (await isAnyPending(deps.db, pending, items)) {
    items.signal.throwIfAborted();
    // Null: another process pushes them.
    if ((await pushSchedules(deps, items)) === null) await delay(ELSEWHERE_MS);
  }
}

async function isAnyPending(sql: Sql, tenantIds: readonly number[], items: ItemRunner): Promise<boolean> {
  const rows = await sql.query(
    `select 1 from tenants
     where id = any($1::bigint[]) and timer_version <> schedule_version and id <> all($2::bigint[]) limit 1`,
    [tenantIds, items.backedOff('tenant')],
  );
  return rows.length > 0;
}

async function finish({ db }: TimerDeps, pass: Pass, checked: number, faults: readonly FoundDrift[]): Promise<void> {
  const counts: Record<string, number> = {};
  for (const { fault } of faults) counts[fault] = (counts[fault] ?? 0) + 1;
  const first = faults.slice(0, FAULTS_KEPT);
  await db.transaction(async (sql) => {
    await sql.query(FINISH, [pass.id, checked, JSON.stringify(counts), JSON.stringify(first), null]);
    await sql.query(`delete from schedule_reconciliations where id <= $1`, [pass.id - KEPT_PASSES]);
    if (faults.length === 0) return;
    await recordActivity(sql, {
      ...{ actor: HUB, action: 'schedules.mended', subjectKind: 'schedule_reconciliation', subjectId: pass.id },
      after: { counts, faults: first },
    });
  });
}

/** Whoever holds the lock is the only one at it: an older pass that did not end has lost its process. */
const GIVE_UP = `
  update schedule_reconciliations set finished_at = clock_timestamp(), failure = 'Its process ended.'
  where started_at is not null and finished_at is null`;

const REQUEST_DUE = `
  insert into schedule_reconciliations (requested_by, is_thorough)
  select $1, not exists (select 1 from schedule_reconciliations
    where is_thorough and failure is null and started_at > clock_timestamp() - make_interval(secs => $3))
  where not exists (select 1 from schedule_reconciliations
    where started_at > clock_timestamp() - make_interval(secs => case when failure is null then $2 else least($2, ${RETRY_S}) end))
  on conflict ((started_at is null)) where started_at is null do nothing`;

const BEGIN = `
  update schedule_reconciliations set started_at = clock_timestamp(), backend = (select backend from timer_backend)
  where started_at is null returning id, is_thorough as "isThorough", backend`;

const FINISH = `
  update schedule_reconciliations set finished_at = clock_timestamp(), checked_count = $2, fault_counts = $3, faults = $4,
    failure = $5
  where id = $1`;
