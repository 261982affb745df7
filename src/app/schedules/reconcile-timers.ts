import { setTimeout as delay } from 'node:timers/promises';
import type { TimerBackend } from '../../contracts/sync-timers.ts';
import type { Sql } from '../../db/database.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { AppError } from '../../errors/app-error.ts';
import { findScheduleDrift } from './find-schedule-drift.ts';
import { pushSchedules } from './push-schedules.ts';
import type { FoundDrift } from './reconciliation.ts';
import type { TimerDeps } from './timer-deps.ts';
import { withTimerLock } from './timer-lock.ts';

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
 * Carries out the pass that was asked for or is due: finds the timers that are not as the database says, has them told anew,
 * and reports. One process at a time; answers whether there was a pass.
 */
export async function reconcileWhenDue(deps: TimerDeps, times: ReconcileTimes): Promise<boolean> {
  const done = await withTimerLock(deps.db, 'reconcile', async () => {
    const pass = await beginPass(deps.db, times);
    if (pass) await carryOut(deps, pass);
    return pass !== null;
  });
  return done ?? false;
}

interface Pass {
  readonly id: number;
  readonly isThorough: boolean;
  readonly backend: TimerBackend;
}

async function beginPass(sql: Sql, { everyS, thoroughEveryS }: ReconcileTimes): Promise<Pass | null> {
  await sql.query(GIVE_UP);
  await sql.query(REQUEST_DUE, [HUB, everyS, thoroughEveryS]);
  const rows = await sql.query<Pass>(BEGIN);
  return rows[0] ?? null;
}

async function carryOut(deps: TimerDeps, pass: Pass): Promise<void> {
  try {
    const { checked, faults } = await findScheduleDrift(deps, pass);
    const wrongDispatchers = pass.backend === 'dispatcher' ? await deps.timers.ensureDispatchers() : [];
    const all: FoundDrift[] = [
      ...faults,
      ...wrongDispatchers.map((id) => ({ schedule_id: id, tenant_id: null, fault: 'wrong_dispatcher' as const })),
    ];
    await mend(deps, faults);
    await finish(deps, pass, checked, all);
  } catch (error) {
    const failure = error instanceof AppError ? error.message : 'The hub failed.';
    await deps.db.query(FINISH, [pass.id, 0, '{}', '[]', failure]);
    throw error;
  }
}

/** Orphans are taken away, the rest is owed and told before the pass ends. */
async function mend(deps: TimerDeps, faults: readonly FoundDrift[]): Promise<void> {
  const owed: number[] = [];
  for (const { schedule_id: scheduleId, tenant_id: tenantId, fault } of faults) {
    if (fault === 'orphaned') await deps.timers.remove(scheduleId);
    if (tenantId !== null) owed.push(tenantId);
  }
  if (owed.length === 0) return;
  await deps.db.query(`update tenants set timer_version = -1 where id = any($1::bigint[])`, [owed]);
  while (await isPending(deps.db, owed)) {
    deps.signal.throwIfAborted();
    // Null: another process tells them.
    if ((await pushSchedules(deps)) === null) await delay(ELSEWHERE_MS);
  }
}

async function isPending(sql: Sql, tenantIds: readonly number[]): Promise<boolean> {
  const rows = await sql.query(
    `select 1 from tenants where id = any($1::bigint[]) and timer_version <> schedule_version limit 1`,
    [tenantIds],
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
