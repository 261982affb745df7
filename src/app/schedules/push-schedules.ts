import { setTimeout as delay } from 'node:timers/promises';
import { syncScheduleId, type TimerBackend } from '../../contracts/sync-timers.ts';
import { AppError } from '../../errors/app-error.ts';
import { readTimers, type TenantTimer } from './read-timers.ts';
import { type DueTenant, tickAll } from './tick-due.ts';
import type { TimerDeps } from './timer-deps.ts';
import { withTimerLock } from './timer-lock.ts';

/** Told at once; a batch takes this long at least, so that telling thousands leaves Temporal room for runs. */
const BATCH = 25;
const BATCH_MS = 500;
const AT_ONCE = 5;
/** One call ends after so many batches: other passes have their turn. */
const MAX_BATCHES = 40;

/**
 * Tells the backend what it is owed: new, changed, paused and archived tenants, and more times of crons. One process at a
 * time; answers how many tenants were told, null where another process is at it.
 * @throws AppError `temporal_unavailable`
 */
export function pushSchedules(deps: TimerDeps): Promise<number | null> {
  return withTimerLock(deps.db, 'tell', async () => {
    let count = 0;
    for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
      if (deps.signal.aborted) break;
      const beganAt = performance.now();
      const told = await pushBatch(deps);
      if (told === null) break;
      count += told.count;
      if (told.calls > 0) await delay(Math.max(0, BATCH_MS - (performance.now() - beganAt)));
    }
    return count;
  });
}

/** Null where nothing is owed. */
async function pushBatch(deps: TimerDeps): Promise<{ readonly count: number; readonly calls: number } | null> {
  const { db, spreadS } = deps;
  const rows = await db.query<{ id: number; backend: TimerBackend }>(PENDING, [BATCH]);
  if (rows.length === 0) return null;
  const backend = rows[0]?.backend ?? 'temporal';
  const timers = await readTimers(
    db,
    spreadS,
    rows.map((row) => row.id),
  );
  const waiting = [...timers];
  let calls = 0;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (await pushOne(deps, next, backend)) calls += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await tickThosePassed(deps, timers);
  return { count: timers.length, calls };
}

/** Answers whether Temporal was asked. */
async function pushOne(deps: TimerDeps, timer: TenantTimer, backend: TimerBackend): Promise<boolean> {
  const { tenantId, plan, scheduleVersion, isSet } = timer;
  const wanted = backend === 'temporal' ? plan : null;
  let isThere = wanted !== null;
  try {
    if (wanted) await deps.timers.set(wanted);
    else if (isSet) await deps.timers.remove(syncScheduleId(tenantId));
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'internal')) throw error;
    // Refused once, refused again: told until the next change, and served by the safety net.
    deps.onError(error, tenantId);
    isThere = isSet;
  }
  await deps.db.query(TOLD, [tenantId, scheduleVersion, isThere, wanted ? timer.refillAt : null]);
  return wanted !== null || isSet;
}

/** A time that came before its timer was set is past it: nobody else would wake the tenant. */
async function tickThosePassed(deps: TimerDeps, timers: readonly TenantTimer[]): Promise<void> {
  const due = await deps.db.query<DueTenant>(
    `select id, next_due_at as due from tenants where id = any($1::bigint[]) and next_due_at <= clock_timestamp()`,
    [timers.map((timer) => timer.tenantId)],
  );
  await tickAll(deps, due);
}

/** What people changed goes before the refills. */
const PENDING = `
  with owed as (
    (select id, 1 as rank from tenants where timer_version <> schedule_version limit $1)
    union all
    (select id, 2 from tenants where timer_refill_at <= clock_timestamp() and timer_version = schedule_version limit $1)
    order by rank limit $1
  )
  select owed.id, b.backend from owed cross join timer_backend b`;

const TOLD = `
  update tenants set timer_version = $2, timer_refill_at = $4,
    timer_set_at = case when $3 then clock_timestamp() else null end
  where id = $1`;
