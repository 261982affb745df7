import type { Sql } from '../../db/database.ts';
import { cancelQueuedRuns } from '../../db/stores/runs/run-transitions.ts';
import { lockPlans } from './lock-plans.ts';
import { recordPauses } from './record-pauses.ts';
import { recordTenantActivity } from './record-tenant-activity.ts';
import { replanTenants } from './replan-tenants.ts';

export interface PauseInput {
  readonly tenantIds: readonly number[];
  readonly by: string;
  readonly note: string | null;
  /** null = until somebody resumes it. */
  readonly until: Date | null;
}

/**
 * Pauses those of the tenants that are active: cancels what waits in their schedule lanes, leaves what runs, and keeps who,
 * when, note and until. Answers their ids.
 */
export async function pauseTenants(sql: Sql, spreadS: number, input: PauseInput): Promise<number[]> {
  const plans = await lockPlans(sql, input.tenantIds);
  const ids = plans.filter((plan) => !plan.isPaused && !plan.isArchived).map((plan) => plan.tenantId);
  const until = input.until?.toISOString() ?? null;
  await sql.query(PAUSE, [ids, input.by, input.note, until]);
  await recordPauses(sql, ids);
  await cancelQueuedRuns(sql, ids, input.by, 'schedule');
  await replanTenants(sql, spreadS, ids);
  const after = { note: input.note, until };
  await recordTenantActivity(sql, ids, { actor: input.by, action: 'tenant.paused', after });
  return ids;
}

const PAUSE = `
  update tenants set is_paused = true, paused_at = clock_timestamp(), paused_by = $2, pause_note = $3, paused_until = $4,
    modified_at = greatest(clock_timestamp(), modified_at + interval '1 millisecond')
  where id = any($1::bigint[])`;
