import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import { WAKE_JOBS_CHANNEL } from '../../contracts/task-queues.ts';
import type { Database, Sql } from '../../db/database.ts';
import { lockPlans } from './lock-plans.ts';
import { recordTenantActivity } from './record-tenant-activity.ts';
import { replanTenants } from './replan-tenants.ts';

export interface ResumeInput {
  readonly tenantIds: readonly number[];
  readonly by: string;
}

/** Resumes those of the tenants that are paused: they are due again at their next time, nothing is caught up. Answers their ids. */
export async function resumeTenants(sql: Sql, spreadS: number, input: ResumeInput): Promise<number[]> {
  const plans = await lockPlans(sql, input.tenantIds);
  const ids = plans.filter((plan) => plan.isPaused && !plan.isArchived).map((plan) => plan.tenantId);
  await resume(sql, spreadS, ids, input.by);
  return ids;
}

/** Who resumes where a pause had an end. */
const UNTIL = 'until';
const BATCH = 500;

/** Resumes what was paused until a moment that has come, a batch of them. Returns how many. Safe to repeat and to race. */
export async function resumeExpiredPauses(db: Database, spreadS: number, items: ItemRunner): Promise<number> {
  return items.forEach({
    kind: 'tenant',
    items: await db.query<{ id: number }>(EXPIRED_PAUSES, [items.backedOff('tenant')]),
    work: async ({ id }) => (await db.transaction((sql) => resumeExpired(sql, spreadS, [id]))).length > 0,
  });
}

const EXPIRED_PAUSES = `
  select id from tenants
  where is_paused and paused_until <= clock_timestamp() and archived_at is null and id <> all($1::bigint[])
  order by paused_until limit ${BATCH}`;

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
  await sql.query(RESUME, [ids]);
  await sql.query(
    `update tenant_pauses set resumed_at = clock_timestamp(), resumed_by = $2
     where tenant_id = any($1::bigint[]) and resumed_at is null`,
    [ids, by],
  );
  await replanTenants(sql, spreadS, ids);
  await recordTenantActivity(sql, ids, { actor: by, action: 'tenant.resumed', after: null });
  // What webhooks queued in the meantime may go on.
  await sql.query(`select pg_notify($1, '')`, [WAKE_JOBS_CHANNEL]);
}

const RESUME = `
  update tenants set is_paused = false, paused_at = null, paused_by = null, pause_note = null, paused_until = null,
    modified_at = greatest(clock_timestamp(), modified_at + interval '1 millisecond')
  where id = any($1::bigint[])`;
