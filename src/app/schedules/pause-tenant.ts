import type { Sql } from '../../db/database.ts';
import { recordTenantActivity } from '../../db/stores/activity/record-tenant-activity.ts';
import { changePause } from '../../db/stores/schedules/pause-store.ts';
import { AppError } from '../../errors/app-error.ts';
import { checkUntil } from './check-until.ts';
import { lockPlans, type TenantPlan } from './lock-plans.ts';
import { pauseTenants } from './pause-tenants.ts';
import { replanTenants } from './replan-tenants.ts';
import { resumeTenants } from './resume-tenants.ts';

export interface PauseTenantInput {
  readonly tenantId: number;
  readonly by: string;
  /** Left out = as it is. */
  readonly note?: string | null;
  readonly until?: Date | null;
}

/**
 * Pauses a tenant. One that is paused already stays so from when and by whom it is; note and until are those given now.
 * @throws AppError not_found, archived, invalid_input where `until` has passed
 */
export async function pauseTenant(sql: Sql, spreadS: number, input: PauseTenantInput): Promise<void> {
  const plan = await requirePlan(sql, input.tenantId);
  const { note, until, by } = input;
  if (until) checkUntil(until, plan.now);
  if (plan.isPaused) return changePresent(sql, spreadS, input);
  await pauseTenants(sql, spreadS, { tenantIds: [plan.tenantId], by, note: note ?? null, until: until ?? null });
}

/** Resumes a tenant; one that isn't paused stays as it is. @throws AppError not_found, archived */
export async function resumeTenant(sql: Sql, spreadS: number, tenantId: number, by: string): Promise<void> {
  const plan = await requirePlan(sql, tenantId);
  await resumeTenants(sql, spreadS, { tenantIds: [plan.tenantId], by });
}

async function requirePlan(sql: Sql, tenantId: number): Promise<TenantPlan> {
  const [plan] = await lockPlans(sql, [tenantId]);
  if (!plan) throw new AppError('not_found', 'There is no tenant with this id.');
  if (plan.isArchived) throw new AppError('archived', 'The tenant is archived and has no schedule any more.');
  return plan;
}

async function changePresent(sql: Sql, spreadS: number, input: PauseTenantInput): Promise<void> {
  const { tenantId, by } = input;
  const changed = await changePause(sql, tenantId, input);
  if (changed === null) return;
  await replanTenants(sql, spreadS, [tenantId]);
  await recordTenantActivity(sql, [tenantId], { actor: by, action: 'tenant.pause_changed', after: changed });
}
