import type { Sql } from '../../db/database.ts';
import { type PlanRow, readPlanRows } from '../../db/stores/schedules/plan-store.ts';
import { lockTenantsById } from '../../db/stores/tenants/tenant-release-store.ts';
import { type EffectiveSchedule, effectiveSchedule } from '../../domain/schedules/effective-schedule.ts';
import { type SchedulePolicy, toSchedulePolicy } from '../../domain/schedules/schedule.ts';

/** All that decides when a tenant is due. */
export interface TenantPlan extends Omit<PlanRow, 'own' | 'userSchedule' | 'storedPolicy'> {
  readonly effective: EffectiveSchedule | null;
  readonly policy: SchedulePolicy;
}

/** Locks the tenants' rows until the transaction ends. Returns their plans in the order of their ids. */
export async function lockPlans(sql: Sql, tenantIds: readonly number[]): Promise<TenantPlan[]> {
  await lockTenantsById(sql, tenantIds);
  // A statement of its own, which sees what the locks waited for, the integration's policy included.
  return readPlans(sql, tenantIds);
}

/** Returns the plans of the tenants without locking them. */
export async function readPlans(sql: Sql, tenantIds: readonly number[]): Promise<TenantPlan[]> {
  const rows = await readPlanRows(sql, tenantIds);
  return rows.map(({ own, userSchedule, storedPolicy, ...rest }) => {
    const policy = toSchedulePolicy(storedPolicy);
    return { ...rest, policy, effective: effectiveSchedule({ own, userSchedule, policy }) };
  });
}
