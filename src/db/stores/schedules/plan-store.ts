import type { Schedule, SchedulePolicy } from '../../../domain/schedules/schedule.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

/** All that decides when a tenant is due. */
export interface PlanRow {
  readonly tenantId: number;
  readonly integrationId: number;
  readonly partnerId: number | null;
  readonly own: Schedule | null;
  readonly userSchedule: string | null;
  readonly storedPolicy: Partial<SchedulePolicy>;
  readonly isArchived: boolean;
  readonly isPaused: boolean;
  readonly pausedUntil: Date | null;
  readonly nextDueAt: Date | null;
  readonly createdAt: Date;
  /** The database's clock. */
  readonly now: Date;
}

const READ_PLANS = statement<PlanRow>(`
  select t.id as "tenantId", t.integration_id as "integrationId", i.partner_id as "partnerId",
    t.schedule as own, t.user_schedule as "userSchedule", i.schedule_policy as "storedPolicy",
    (t.archived_at is not null or i.archived_at is not null) as "isArchived", t.is_paused as "isPaused",
    t.paused_until as "pausedUntil", t.next_due_at as "nextDueAt", t.created_at as "createdAt",
    clock_timestamp() as now
  from tenants t join integrations i on i.id = t.integration_id
  where t.id = any($1::bigint[]) order by t.id`);

export function readPlanRows(sql: Sql, tenantIds: readonly number[]): Promise<PlanRow[]> {
  return sql.query(READ_PLANS, [tenantIds]);
}

/** A tenant and since when it is due. */
export interface DueTenant {
  readonly id: number;
  readonly due: Date;
}

export interface DueQuery {
  /** Only those whose id, divided by `of`, leaves `shard`. */
  readonly shard: number;
  readonly of: number;
  /** Overdue by at least this number of seconds. */
  readonly overdueS: number;
  readonly limit: number;
  /** Tenants that are left out. */
  readonly skip: readonly number[];
}

const FIND_DUE = statement<DueTenant>(`
  select id, next_due_at as due from tenants
  where next_due_at <= clock_timestamp() - make_interval(secs => $3) and id % $2 = $1 and id <> all($5::bigint[])
  order by next_due_at limit $4`);

/** Returns the tenants that are due, the longest overdue first. */
export function findDueTenants(sql: Sql, { shard, of, overdueS, limit, skip }: DueQuery): Promise<DueTenant[]> {
  return sql.query(FIND_DUE, [shard, of, overdueS, limit, skip]);
}

const FIND_DUE_AMONG = statement<DueTenant>(`
  select id, next_due_at as due from tenants where id = any($1::bigint[]) and next_due_at <= clock_timestamp()`);

/** Returns those of the tenants that are due. */
export function findDueAmong(sql: Sql, tenantIds: readonly number[]): Promise<DueTenant[]> {
  return sql.query(FIND_DUE_AMONG, [tenantIds]);
}

const UPDATE_NEXT_DUE = statement(`update tenants set next_due_at = $2 where id = $1`);

/** Sets when a tenant is due next; null = never. */
export async function updateNextDue(sql: Sql, tenantId: number, nextDueAt: Date | null): Promise<void> {
  await sql.query(UPDATE_NEXT_DUE, [tenantId, nextDueAt?.toISOString() ?? null]);
}

const REPLAN = statement(`
  update tenants t set next_due_at = n.due, schedule_version = t.schedule_version + 1
  from unnest($1::bigint[], $2::timestamptz[]) as n(id, due) where t.id = n.id`);

/** Sets when these tenants are due next, and that their timers are to be pushed. */
export async function replan(
  sql: Sql,
  plans: readonly { readonly tenantId: number; readonly nextDueAt: Date | null }[],
): Promise<void> {
  await sql.query(REPLAN, [
    plans.map((plan) => plan.tenantId),
    plans.map((plan) => plan.nextDueAt?.toISOString() ?? null),
  ]);
}

const FIND_FOLLOWERS_OF_DEFAULT = statement<{ id: number }>(`
  select id from tenants where integration_id = $1 and id > $2 and archived_at is null and schedule is null
  order by id limit $3`);

/** Returns a page of the tenants of an integration, by id, that have no schedule of their own. */
export async function findTenantsWithoutSchedule(
  sql: Sql,
  page: { readonly integrationId: number; readonly afterId: number; readonly limit: number },
): Promise<number[]> {
  const rows = await sql.query(FIND_FOLLOWERS_OF_DEFAULT, [page.integrationId, page.afterId, page.limit]);
  return rows.map((row) => row.id);
}

const READ_CLOCK = statement<{ now: Date }>(`select clock_timestamp() as now`);

/** Returns the database's time. */
export async function readClock(sql: Sql): Promise<Date> {
  return ((await sql.query(READ_CLOCK))[0] as { now: Date }).now;
}
