import type { Sql } from '../../db/database.ts';
import { type EffectiveSchedule, effectiveSchedule } from '../../domain/schedules/effective-schedule.ts';
import { type Schedule, type SchedulePolicy, toSchedulePolicy } from '../../domain/schedules/schedule.ts';

/** All that decides when a tenant is due. */
export interface TenantPlan {
  readonly tenantId: number;
  readonly integrationId: number;
  readonly partnerId: number | null;
  readonly effective: EffectiveSchedule | null;
  readonly policy: SchedulePolicy;
  readonly isArchived: boolean;
  readonly isPaused: boolean;
  readonly pausedUntil: Date | null;
  readonly nextDueAt: Date | null;
  readonly createdAt: Date;
  /** The database's clock. */
  readonly now: Date;
}

interface PlanRow extends Omit<TenantPlan, 'effective' | 'policy'> {
  readonly own: Schedule | null;
  readonly userSchedule: string | null;
  readonly storedPolicy: Partial<SchedulePolicy>;
}

/** Locks the tenants' rows until the transaction ends, and answers their plans in the order of their ids. */
export async function lockPlans(sql: Sql, tenantIds: readonly number[]): Promise<TenantPlan[]> {
  await sql.query(`select 1 from tenants where id = any($1::bigint[]) order by id for no key update`, [tenantIds]);
  // A statement of its own: what the locks waited for has to be seen, the integration's policy included.
  return readPlans(sql, tenantIds);
}

/** The same without locking, to look at. */
export async function readPlans(sql: Sql, tenantIds: readonly number[]): Promise<TenantPlan[]> {
  const rows = await sql.query<PlanRow>(PLANS, [tenantIds]);
  return rows.map(({ own, userSchedule, storedPolicy, ...rest }) => {
    const policy = toSchedulePolicy(storedPolicy);
    return { ...rest, policy, effective: effectiveSchedule({ own, userSchedule, policy }) };
  });
}

const PLANS = `
  select t.id as "tenantId", t.integration_id as "integrationId", i.partner_id as "partnerId",
    t.schedule as own, t.user_schedule as "userSchedule", i.schedule_policy as "storedPolicy",
    (t.archived_at is not null or i.archived_at is not null) as "isArchived", t.is_paused as "isPaused",
    t.paused_until as "pausedUntil", t.next_due_at as "nextDueAt", t.created_at as "createdAt",
    clock_timestamp() as now
  from tenants t join integrations i on i.id = t.integration_id
  where t.id = any($1::bigint[]) order by t.id`;
