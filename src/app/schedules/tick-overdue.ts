import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import { type TickDueDeps, tickDue } from './tick-due.ts';

/** Whoever should have woken them did not, for whatever reason; below the 60 s from which a time counts as missed. */
const OVERDUE_S = 30;
const PAGE = 200;
/** A reconciliation is requested at most so often, and a thorough one. */
const MIN_APART_S = 60;
const MIN_THOROUGH_APART_S = 600;
const FALLBACK_SWEEP = 'safety net';

/**
 * The fallback sweep: ticks tenants that nobody woke, and requests a reconciliation of the timers, one of which may be wrong. Works while
 * Temporal is away. Safe to race. Returns how many tenants it ticked.
 */
export async function tickOverdue(deps: TickDueDeps, items: ItemRunner): Promise<number> {
  const { ticked } = await tickDue(deps, { shard: 0, of: 1, overdueS: OVERDUE_S, limit: PAGE }, items);
  if (ticked > 0) await deps.sql.query(REQUEST, [FALLBACK_SWEEP, MIN_APART_S, MIN_THOROUGH_APART_S]);
  return ticked;
}

const REQUEST = `
  insert into schedule_reconciliations (requested_by, is_thorough)
  select $1, not exists (select 1 from schedule_reconciliations
    where is_thorough and failure is null and started_at > clock_timestamp() - make_interval(secs => $3))
  where not exists (select 1 from schedule_reconciliations
    where started_at > clock_timestamp() - make_interval(secs => $2))
  on conflict ((started_at is null)) where started_at is null do nothing`;
