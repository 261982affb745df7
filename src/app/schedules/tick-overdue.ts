import { type TickDueDeps, tickDue } from './tick-due.ts';

/** Whoever should have woken them did not, for whatever reason; below the 60 s from which a time counts as missed. */
const OVERDUE_S = 30;
const PAGE = 200;
/** A pass over the timers is asked for at most so often, and a thorough one. */
const DOUBT_S = 60;
const DOUBT_THOROUGHLY_S = 600;
const FALLBACK_SWEEP = 'safety net';

/**
 * The safety net: ticks tenants that nobody woke, and asks for a pass over the timers, one of which may be wrong. Works while
 * Temporal is away. Safe to race; answers how many it helped.
 */
export async function tickOverdue(deps: TickDueDeps, overdueS = OVERDUE_S): Promise<number> {
  const { ticked, stuck } = await tickDue(deps, { shard: 0, of: 1, overdueS, limit: PAGE, skip: new Set() });
  if (ticked.length > stuck.length) await deps.sql.query(DOUBT, [FALLBACK_SWEEP, DOUBT_S, DOUBT_THOROUGHLY_S]);
  return ticked.length - stuck.length;
}

const DOUBT = `
  insert into schedule_reconciliations (requested_by, is_thorough)
  select $1, not exists (select 1 from schedule_reconciliations
    where is_thorough and failure is null and started_at > clock_timestamp() - make_interval(secs => $3))
  where not exists (select 1 from schedule_reconciliations
    where started_at > clock_timestamp() - make_interval(secs => $2))
  on conflict ((started_at is null)) where started_at is null do nothing`;
