import type { Sql } from '../../db/database.ts';
import { AppError } from '../../errors/app-error.ts';
import { checkUntil } from './check-until.ts';
import { lockPlans, type TenantPlan } from './lock-plans.ts';
import { pauseTenants } from './pause-tenants.ts';
import { recordTenantActivity } from './record-tenant-activity.ts';
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
  if (plan.isPaused) return changePause(sql, spreadS, input);
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

async function changePause(sql: Sql, spreadS: number, input: PauseTenantInput): Promise<void> {
  const { tenantId, note, until, by } = input;
  const asked = [note !== undefined, note ?? null, until !== undefined, until?.toISOString() ?? null];
  const changed = await sql.query<{ note: string | null; until: Date | null }>(CHANGE, [tenantId, ...asked]);
  if (changed.length === 0) return;
  await replanTenants(sql, spreadS, [tenantId]);
  await recordTenantActivity(sql, [tenantId], { actor: by, action: 'tenant.pause_changed', after: changed[0] ?? null });
}

const CHANGE = `
  with changed as (
    update tenants set pause_note = case when $2 then $3 else pause_note end,
      paused_until = case when $4 then $5::timestamptz else paused_until end,
      modified_at = greatest(clock_timestamp(), modified_at + interval '1 millisecond')
    where id = $1 and (($2 and pause_note is distinct from $3) or ($4 and paused_until is distinct from $5::timestamptz))
    returning id, pause_note as note, paused_until as until
  )
  update tenant_pauses p set note = changed.note, until = changed.until
  from changed where p.tenant_id = changed.id and p.resumed_at is null
  returning p.note, p.until`;
