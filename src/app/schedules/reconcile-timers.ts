import { setTimeout as delay } from 'node:timers/promises';
import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import type { Sql } from '../../db/database.ts';
import { LOCKS } from '../../db/locks.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import {
  deleteOldReconciliations,
  type FoundDrift,
  failLostReconciliations,
  finishReconciliation,
  hasOpenReconciliation,
  insertDueReconciliation,
  type StartedReconciliation,
  startReconciliation,
} from '../../db/stores/schedules/reconciliation-store.ts';
import { isAnyTimerPending, markTimersPending } from '../../db/stores/schedules/timer-store.ts';
import { AppError } from '../../errors/app-error.ts';
import { findScheduleDrift } from './find-schedule-drift.ts';
import { pushSchedules } from './push-schedules.ts';
import type { TimerDeps } from './timer-deps.ts';

const MAX_RECONCILIATIONS = 500;
const MAX_STORED_DRIFT = 100;
const HUB = 'hub';
const ELSEWHERE_MS = 200;
/** The number of seconds after which one that failed (Temporal away) is tried again. */
const RETRY_S = 30;

/** How often a reconciliation starts without a request, and how often such a one is thorough; seconds. */
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
  if (!(await hasOpenReconciliation(deps.db))) return false;
  const done = await deps.db.withSessionLock(LOCKS.timerReconciliation, async () => {
    await failLostReconciliations(deps.db);
    await requestDue(deps.db, times);
    const started = await startReconciliation(deps.db);
    if (started) await reconcile(deps, started, items);
    return started !== null;
  });
  return done ?? false;
}

function requestDue(sql: Sql, { everyS, thoroughEveryS }: ReconcileTimes): Promise<void> {
  return insertDueReconciliation(sql, HUB, { apartS: everyS, afterFailureS: RETRY_S, thoroughApartS: thoroughEveryS });
}

async function reconcile(deps: TimerDeps, started: StartedReconciliation, items: ItemRunner): Promise<void> {
  try {
    const { checked, drift } = await findScheduleDrift(deps, started, items);
    await repair(deps, drift, items);
    await finish(deps, started.id, checked, drift);
  } catch (error) {
    const failure = error instanceof AppError ? error.message : 'The hub failed.';
    await finishReconciliation(deps.db, started.id, { checkedCount: 0, driftCounts: {}, drift: [], failure });
    throw error;
  }
}

/** Orphans are removed; the rest is pending again, and pushed before the reconciliation ends unless its push fails. */
async function repair(deps: TimerDeps, found: readonly FoundDrift[], items: ItemRunner): Promise<void> {
  const pending: number[] = [];
  for (const { schedule_id: scheduleId, tenant_id: tenantId, drift } of found) {
    if (drift === 'orphaned') await deps.timers.remove(scheduleId);
    if (tenantId !== null) pending.push(tenantId);
  }
  if (pending.length === 0) return;
  await markTimersPending(deps.db, pending);
  while (await isAnyTimerPending(deps.db, pending, items.backedOff('tenant'))) {
    items.signal.throwIfAborted();
    // Null: another process pushes them.
    if ((await pushSchedules(deps, items)) === null) await delay(ELSEWHERE_MS);
  }
}

async function finish(
  { db }: TimerDeps,
  id: number,
  checkedCount: number,
  found: readonly FoundDrift[],
): Promise<void> {
  const driftCounts: Record<string, number> = {};
  for (const { drift } of found) driftCounts[drift] = (driftCounts[drift] ?? 0) + 1;
  const drift = found.slice(0, MAX_STORED_DRIFT);
  await db.transaction(async (sql) => {
    await finishReconciliation(sql, id, { checkedCount, driftCounts, drift, failure: null });
    await deleteOldReconciliations(sql, id - MAX_RECONCILIATIONS);
    if (found.length === 0) return;
    await recordActivity(sql, {
      actor: HUB,
      action: 'schedules.repaired',
      subjectKind: 'schedule_reconciliation',
      subjectId: id,
      after: { counts: driftCounts, drift },
    });
  });
}
