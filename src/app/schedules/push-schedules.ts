import { setTimeout as delay } from 'node:timers/promises';
import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import { syncScheduleId, type TimerBackend } from '../../contracts/sync-timers.ts';
import { LOCKS } from '../../db/locks.ts';
import { findDueAmong } from '../../db/stores/schedules/plan-store.ts';
import { findPendingTimers, markTimerPushed, readTimerRows } from '../../db/stores/schedules/timer-store.ts';
import { tickAll } from './tick-due.ts';
import type { TimerDeps } from './timer-deps.ts';
import { type TenantTimer, toTenantTimer } from './to-tenant-timer.ts';

/** Pushed at once; a batch takes this long at least, so that pushing thousands leaves Temporal capacity for runs. */
const BATCH = 25;
const BATCH_MS = 500;
const AT_ONCE = 5;
/** The number of batches after which a call ends, so that other processes have their turn. */
const MAX_BATCHES = 40;

/**
 * Pushes pending changes to the backend: new, changed, paused and archived tenants, and more times of crons. One process at a time.
 * Returns the number of tenants pushed, or null if another process holds the lock.
 * @throws AppError `temporal_unavailable`
 */
export async function pushSchedules(deps: TimerDeps, items: ItemRunner): Promise<number | null> {
  if ((await findPendingTimers(deps.db, 1, items.backedOff('tenant'))).length === 0) return 0;
  return deps.db.withSessionLock(LOCKS.timerSync, async (lost) => {
    let count = 0;
    for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
      if (items.signal.aborted || lost.aborted) break;
      const beganAt = performance.now();
      const pushed = await pushBatch(deps, items);
      if (pushed === null) break;
      count += pushed.count;
      const pauseMs = pushed.calls === 0 ? 0 : BATCH_MS - (performance.now() - beganAt);
      await delay(Math.max(0, pauseMs), undefined, { signal: items.signal }).catch(() => {});
    }
    return count;
  });
}

/** Returns null where nothing is pending. */
async function pushBatch(
  deps: TimerDeps,
  items: ItemRunner,
): Promise<{ readonly count: number; readonly calls: number } | null> {
  const rows = await findPendingTimers(deps.db, BATCH, items.backedOff('tenant'));
  if (rows.length === 0) return null;
  const backend = rows[0]?.backend ?? 'temporal';
  const ids = rows.map((row) => row.id);
  let calls = 0;
  const count = await items.forEach({
    kind: 'tenant',
    items: await readTimerRows(deps.db, ids),
    atOnce: AT_ONCE,
    work: async (row) => {
      if (await pushOne(deps, toTenantTimer(row, deps.spreadS), backend)) calls += 1;
    },
  });
  await tickThosePassed(deps, ids, items);
  return { count, calls };
}

/** Returns whether Temporal was called. */
async function pushOne(deps: TimerDeps, timer: TenantTimer, backend: TimerBackend): Promise<boolean> {
  const { tenantId, plan, scheduleVersion, isSet } = timer;
  const wanted = backend === 'temporal' ? plan : null;
  if (wanted) await deps.timers.set(wanted);
  else if (isSet) await deps.timers.remove(syncScheduleId(tenantId));
  await markTimerPushed(deps.db, {
    tenantId,
    scheduleVersion,
    isSet: wanted !== null,
    refillAt: wanted ? timer.refillAt : null,
  });
  return wanted !== null || isSet;
}

/** A timer that is set after its time never fires for it: nothing else would wake the tenant. */
async function tickThosePassed(deps: TimerDeps, tenantIds: readonly number[], items: ItemRunner): Promise<void> {
  await tickAll(deps, await findDueAmong(deps.db, tenantIds), items);
}
