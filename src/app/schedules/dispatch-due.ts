import { setTimeout as delay } from 'node:timers/promises';
import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import type { Database } from '../../db/database.ts';
import { dispatcherLock } from '../../db/locks.ts';
import { isDispatching } from '../../db/stores/schedules/timer-store.ts';
import { type TickDueDeps, tickDue } from './tick-due.ts';

export interface DispatchDeps extends TickDueDeps {
  readonly db: Database;
}

/** Shares of the tenants, so that several workers dispatch at the same time. */
const SHARDS = 4;
/** How long a worker keeps its shards; then the first worker that asks takes them. */
const ROUND_MS = 60_000;
const POLL_MS = 250;
const PAGE = 100;
/** Between two checks of whether tenants are dispatched at all. */
const CHECK_MS = 2_000;

/**
 * Where tenants have no timers of their own, ticks those that are due in short polls, for a round: the shards that no other worker holds.
 * Returns how many it ticked.
 */
export async function dispatchDue(deps: DispatchDeps, items: ItemRunner): Promise<number> {
  if (!(await isDispatching(deps.sql))) return 0;
  const end = AbortSignal.any([items.signal, AbortSignal.timeout(ROUND_MS)]);
  const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
  const rounds = await Promise.allSettled(
    shards.map((shard) =>
      deps.db.withSessionLock(dispatcherLock(shard), (lost) =>
        dispatchShard(deps, shard, AbortSignal.any([end, lost]), items),
      ),
    ),
  );
  let count = 0;
  for (const round of rounds) {
    if (round.status === 'rejected') throw round.reason;
    count += round.value ?? 0;
  }
  return count;
}

async function dispatchShard(deps: DispatchDeps, shard: number, end: AbortSignal, items: ItemRunner): Promise<number> {
  let count = 0;
  let checkAtMs = performance.now() + CHECK_MS;
  while (!end.aborted) {
    const { found, ticked } = await tickDue(deps, { shard, of: SHARDS, overdueS: 0, limit: PAGE }, items);
    count += ticked;
    if (found < PAGE) await delay(POLL_MS, undefined, { signal: end }).catch(() => {});
    if (performance.now() < checkAtMs) continue;
    if (!(await isDispatching(deps.sql))) break;
    checkAtMs = performance.now() + CHECK_MS;
  }
  return count;
}
