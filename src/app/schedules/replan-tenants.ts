import type { Sql } from '../../db/database.ts';
import { findTenantsWithoutSchedule, replan } from '../../db/stores/schedules/plan-store.ts';
import { latestTimes, nextTimes } from '../../domain/schedules/schedule-times.ts';
import { lockPlans, type TenantPlan } from './lock-plans.ts';

const CHUNK = 1000;

/**
 * Computes again when these tenants are due, and marks their timers as pending. Every change of a schedule, a pause, an archive
 * or an integration's policy calls this in its own transaction, after its own statement.
 */
export async function replanTenants(sql: Sql, spreadS: number, tenantIds: readonly number[]): Promise<void> {
  const plans = await lockPlans(sql, tenantIds);
  await replan(
    sql,
    plans.map((plan) => ({ tenantId: plan.tenantId, nextDueAt: nextDueAt(plan, spreadS) })),
  );
}

/** The same for all live tenants of an integration that have no schedule of their own. */
export async function replanIntegration(sql: Sql, spreadS: number, integrationId: number): Promise<void> {
  for (let after = 0; ; ) {
    const ids = await findTenantsWithoutSchedule(sql, { integrationId, afterId: after, limit: CHUNK });
    await replanTenants(sql, spreadS, ids);
    if (ids.length < CHUNK) return;
    after = ids.at(-1) as number;
  }
}

/** A time that is due, and that the schedule still names, stays due for the next tick. */
function nextDueAt(plan: TenantPlan, spreadS: number): Date | null {
  const { effective, nextDueAt: due, now, tenantId } = plan;
  if (!effective || plan.isPaused || plan.isArchived) return null;
  const timing = { schedule: effective.schedule, tenantId, spreadS };
  if (due !== null && due <= now && latestTimes(timing, due, due, 1).length > 0) return due;
  return nextTimes(timing, now, 1)[0] ?? null;
}
