import type { Sql } from '../../db/database.ts';
import { recordTenantActivity } from '../../db/stores/activity/record-tenant-activity.ts';
import { cancelQueuedRuns } from '../../db/stores/runs/run-transitions.ts';
import { pauseActiveTenants, recordPauses } from '../../db/stores/schedules/pause-store.ts';
import { lockPlans } from './lock-plans.ts';
import { replanTenants } from './replan-tenants.ts';

export interface PauseInput {
  readonly tenantIds: readonly number[];
  readonly by: string;
  readonly note: string | null;
  /** null = until it is resumed. */
  readonly until: Date | null;
}

/**
 * Pauses those of the tenants that are active: cancels the queued runs of their schedule lanes, leaves running ones, and records
 * who, when, note and until. Returns their ids.
 */
export async function pauseTenants(sql: Sql, spreadS: number, input: PauseInput): Promise<number[]> {
  const plans = await lockPlans(sql, input.tenantIds);
  const ids = plans.filter((plan) => !plan.isPaused && !plan.isArchived).map((plan) => plan.tenantId);
  await pauseActiveTenants(sql, ids, input);
  await recordPauses(sql, ids);
  await cancelQueuedRuns(sql, ids, input.by, 'schedule');
  await replanTenants(sql, spreadS, ids);
  const after = { note: input.note, until: input.until };
  await recordTenantActivity(sql, ids, { actor: input.by, action: 'tenant.paused', after });
  return ids;
}
