import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import type { Database, Sql } from '../../db/database.ts';
import { recordTenantActivity } from '../../db/stores/activity/record-tenant-activity.ts';
import { notifyRunJobs } from '../../db/stores/notifications/notify.ts';
import { endPauses, findExpiredPauses, resumePausedTenants } from '../../db/stores/schedules/pause-store.ts';
import { lockPlans } from './lock-plans.ts';
import { replanTenants } from './replan-tenants.ts';

export interface ResumeInput {
  readonly tenantIds: readonly number[];
  readonly by: string;
}

/** Resumes those of the tenants that are paused: they are due again at their next time, nothing is caught up. Returns their ids. */
export async function resumeTenants(sql: Sql, spreadS: number, input: ResumeInput): Promise<number[]> {
  const plans = await lockPlans(sql, input.tenantIds);
  const ids = plans.filter((plan) => plan.isPaused && !plan.isArchived).map((plan) => plan.tenantId);
  await resume(sql, spreadS, ids, input.by);
  return ids;
}

/** The actor that resumes a tenant when its pause ends. */
const UNTIL = 'until';

/** Resumes what was paused until a moment that has come, a batch of them. Returns how many. Safe to repeat and to race. */
export async function resumeExpiredPauses(db: Database, spreadS: number, items: ItemRunner): Promise<number> {
  return items.forEach({
    kind: 'tenant',
    items: await findExpiredPauses(db, items.backedOff('tenant')),
    work: async ({ id }) => (await db.transaction((sql) => resumeExpired(sql, spreadS, [id]))).length > 0,
  });
}

/** The same for named tenants, in the given transaction. */
export async function resumeExpired(sql: Sql, spreadS: number, tenantIds: readonly number[]): Promise<number[]> {
  const plans = await lockPlans(sql, tenantIds);
  const over = plans.filter(({ isPaused, isArchived, pausedUntil, now }) => {
    return isPaused && !isArchived && pausedUntil !== null && pausedUntil <= now;
  });
  const ids = over.map((plan) => plan.tenantId);
  await resume(sql, spreadS, ids, UNTIL);
  return ids;
}

async function resume(sql: Sql, spreadS: number, ids: readonly number[], by: string): Promise<void> {
  if (ids.length === 0) return;
  await resumePausedTenants(sql, ids);
  await endPauses(sql, ids, by);
  await replanTenants(sql, spreadS, ids);
  await recordTenantActivity(sql, ids, { actor: by, action: 'tenant.resumed', after: null });
  // Runs that webhooks queued in the meantime may be admitted.
  await notifyRunJobs(sql);
}
