import type { Sql } from '../../db/database.ts';
import { latestTimes, nextTimes } from '../../domain/schedules/schedule-times.ts';
import { lockPlans, type TenantPlan } from './lock-plans.ts';

const CHUNK = 1000;

/**
 * Sets anew when these tenants are due and says that timer backends have to be told. Every change of a schedule, a pause,
 * an archive or an integration's policy calls this in its own transaction, after its own statement.
 */
export async function replanTenants(sql: Sql, spreadS: number, tenantIds: readonly number[]): Promise<void> {
  const plans = await lockPlans(sql, tenantIds);
  await sql.query(REPLAN, [
    plans.map((plan) => plan.tenantId),
    plans.map((plan) => nextDueAt(plan, spreadS)?.toISOString() ?? null),
  ]);
}

/** The same for all live tenants of an integration that have no schedule of their own. */
export async function replanIntegration(sql: Sql, spreadS: number, integrationId: number): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await sql.query<{ id: number }>(
      `select id from tenants where integration_id = $1 and id > $2 and archived_at is null and schedule is null
       order by id limit ${CHUNK}`,
      [integrationId, after],
    );
    const ids = rows.map((row) => row.id);
    await replanTenants(sql, spreadS, ids);
    if (ids.length < CHUNK) return;
    after = ids.at(-1) as number;
  }
}

/** A time that is due, and that the schedule still names, stays due: the next tick takes it. */
function nextDueAt(plan: TenantPlan, spreadS: number): Date | null {
  const { effective, nextDueAt: due, now, tenantId } = plan;
  if (!effective || plan.isPaused || plan.isArchived) return null;
  const timing = { schedule: effective.schedule, tenantId, spreadS };
  if (due !== null && due <= now && latestTimes(timing, due, due, 1).length > 0) return due;
  return nextTimes(timing, now, 1)[0] ?? null;
}

const REPLAN = `
  update tenants t set next_due_at = n.due, schedule_version = t.schedule_version + 1
  from unnest($1::bigint[], $2::timestamptz[]) as n(id, due) where t.id = n.id`;
