import type { TimerBackend } from '../../../contracts/sync-timers.ts';
import type { Schedule, SchedulePolicy } from '../../../domain/schedules/schedule.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

export interface TimerRow {
  readonly id: number;
  readonly name: string;
  readonly integration_id: number;
  readonly integration_name: string;
  readonly partner_id: number | null;
  readonly own: Schedule | null;
  readonly user_schedule: string | null;
  readonly policy: Partial<SchedulePolicy>;
  readonly is_archived: boolean;
  readonly is_paused: boolean;
  readonly paused_by: string | null;
  readonly pause_note: string | null;
  readonly paused_until: Date | null;
  readonly schedule_version: number;
  /** True while a change was not pushed to the backend. */
  readonly is_pending: boolean;
  readonly is_set: boolean;
  readonly now: Date;
}

const READ_TIMERS = statement<TimerRow>(`
  select t.id, t.name, t.integration_id, i.name as integration_name, i.partner_id, t.schedule as own, t.user_schedule,
    i.schedule_policy as policy, (t.archived_at is not null or i.archived_at is not null) as is_archived,
    t.is_paused, t.paused_by, t.pause_note, t.paused_until, t.schedule_version,
    t.timer_version <> t.schedule_version as is_pending, t.timer_set_at is not null as is_set, clock_timestamp() as now
  from tenants t join integrations i on i.id = t.integration_id
  where t.id = any($1::bigint[]) order by t.id`);

/** Returns what decides the timers of these tenants; those that don't exist are left out. */
export function readTimerRows(sql: Sql, tenantIds: readonly number[]): Promise<TimerRow[]> {
  return sql.query(READ_TIMERS, [tenantIds]);
}

export interface PendingTimer {
  readonly id: number;
  readonly backend: TimerBackend;
}

// Changes go before refills.
const FIND_PENDING = statement<PendingTimer>(`
  with pending as (
    (select id, 1 as rank from tenants where timer_version <> schedule_version and id <> all($2::bigint[]) limit $1)
    union all
    (select id, 2 from tenants
     where timer_refill_at <= clock_timestamp() and timer_version = schedule_version and id <> all($2::bigint[]) limit $1)
    order by rank limit $1
  )
  select pending.id, b.backend from pending cross join timer_backend b`);

/** Returns up to `limit` tenants whose timers are to be pushed, but for those in `skip`. */
export function findPendingTimers(sql: Sql, limit: number, skip: readonly number[]): Promise<PendingTimer[]> {
  return sql.query(FIND_PENDING, [limit, skip]);
}

const IS_ANY_PENDING = statement(`
  select 1 from tenants
  where id = any($1::bigint[]) and timer_version <> schedule_version and id <> all($2::bigint[]) limit 1`);

/** Returns whether the timer of one of these tenants is to be pushed, but for those in `skip`. */
export async function isAnyTimerPending(
  sql: Sql,
  tenantIds: readonly number[],
  skip: readonly number[],
): Promise<boolean> {
  return (await sql.query(IS_ANY_PENDING, [tenantIds, skip])).length > 0;
}

export interface PushedTimer {
  readonly tenantId: number;
  readonly scheduleVersion: number;
  /** False where the timer was removed. */
  readonly isSet: boolean;
  readonly refillAt: Date | null;
}

const MARK_PUSHED = statement(`
  update tenants set timer_version = $2, timer_refill_at = $4, timer_set_at = case when $3 then clock_timestamp() end
  where id = $1`);

/** Records that the backend has a tenant's timer of this version. */
export async function markTimerPushed(sql: Sql, pushed: PushedTimer): Promise<void> {
  await sql.query(MARK_PUSHED, [pushed.tenantId, pushed.scheduleVersion, pushed.isSet, pushed.refillAt]);
}

const MARK_PENDING = statement(`update tenants set timer_version = -1 where id = any($1::bigint[])`);

/** The timers of these tenants are to be pushed again. */
export async function markTimersPending(sql: Sql, tenantIds: readonly number[]): Promise<void> {
  await sql.query(MARK_PENDING, [tenantIds]);
}

const MARK_ALL_PENDING = statement(`
  update tenants set timer_version = -1
  where timer_version >= 0 and (timer_set_at is not null or next_due_at is not null)`);

/** The timers of all tenants that have one, or a schedule, are to be pushed again. */
export async function markAllTimersPending(sql: Sql): Promise<void> {
  await sql.query(MARK_ALL_PENDING);
}

const FIND_SCHEDULED = statement<{ id: number }>(`
  select id from tenants
  where id > $1 and archived_at is null and (next_due_at is not null or timer_set_at is not null)
  order by id limit $2`);

/** Returns a page of the tenants that may have a timer, by id. */
export function findScheduledTenants(sql: Sql, afterId: number, limit: number): Promise<{ id: number }[]> {
  return sql.query(FIND_SCHEDULED, [afterId, limit]);
}

export interface BackendState {
  readonly backend: TimerBackend;
  readonly hasDispatchers: boolean;
  /** How many tenants have a schedule that is due some time. */
  readonly scheduled: number;
}

const READ_BACKEND = statement<BackendState>(`
  select backend, has_dispatchers as "hasDispatchers",
    (select count(*)::int from tenants where next_due_at is not null) as scheduled
  from timer_backend`);

export async function readBackendState(sql: Sql): Promise<BackendState> {
  const [row] = await sql.query(READ_BACKEND);
  if (!row) throw new Error('The hub has no timer backend.');
  return row;
}

const READ_IS_DISPATCHING = statement<{ isDispatching: boolean }>(`
  select has_dispatchers as "isDispatching" from timer_backend`);

export async function isDispatching(sql: Sql): Promise<boolean> {
  return (await sql.query(READ_IS_DISPATCHING))[0]?.isDispatching === true;
}

const UPDATE_BACKEND = statement(`update timer_backend set backend = $1, changed_at = clock_timestamp()`);

export async function updateBackend(sql: Sql, backend: TimerBackend): Promise<void> {
  await sql.query(UPDATE_BACKEND, [backend]);
}

const BEGIN_DISPATCHING = statement(`update timer_backend set has_dispatchers = true`);

export async function beginDispatching(sql: Sql): Promise<void> {
  await sql.query(BEGIN_DISPATCHING);
}

const END_DISPATCHING = statement(`
  update timer_backend set has_dispatchers = false
  where not exists (select 1 from tenants where timer_version <> schedule_version) returning 1`);

/** Ends dispatching where every tenant has a timer of its own; returns whether it did. */
export async function endDispatching(sql: Sql): Promise<boolean> {
  return (await sql.query(END_DISPATCHING)).length > 0;
}
