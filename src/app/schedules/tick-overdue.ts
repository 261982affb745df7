import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import { insertDueReconciliation } from '../../db/stores/schedules/reconciliation-store.ts';
import { type TickDueDeps, tickDue } from './tick-due.ts';

/** Nothing woke them in time, for whatever reason; below the 60 s from which a time counts as missed. */
const OVERDUE_S = 30;
const PAGE = 200;
/** A reconciliation is requested at most so often, and a thorough one. */
const PACE = { apartS: 60, afterFailureS: 60, thoroughApartS: 600 };
const FALLBACK_SWEEP = 'fallback sweep';

/**
 * The fallback sweep: ticks tenants that nothing woke, and requests a reconciliation of the timers, one of which may be wrong. Works while
 * Temporal is away. Safe to race. Returns how many tenants it ticked.
 */
export async function tickOverdue(deps: TickDueDeps, items: ItemRunner): Promise<number> {
  const { ticked } = await tickDue(deps, { shard: 0, of: 1, overdueS: OVERDUE_S, limit: PAGE }, items);
  if (ticked > 0) await insertDueReconciliation(deps.sql, FALLBACK_SWEEP, PACE);
  return ticked;
}
