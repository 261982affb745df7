import type { TimerPlan, TimerTimes } from '../../contracts/sync-timers.ts';
import type { Sql } from '../../db/database.ts';
import { describeSchedule } from '../../domain/schedules/describe-schedule.ts';
import { effectiveSchedule } from '../../domain/schedules/effective-schedule.ts';
import { type Schedule, type SchedulePolicy, toSchedulePolicy } from '../../domain/schedules/schedule.ts';
import { nextTimes } from '../../domain/schedules/schedule-times.ts';

/** A tenant as its timer backend has to see it, and what that was told. */
export interface TenantTimer {
  readonly tenantId: number;
  /** Null where it is to have no timer: it has no schedule, or is archived. */
  readonly plan: TimerPlan | null;
  readonly scheduleVersion: number;
  /** True while a change has not been told yet. */
  readonly isPending: boolean;
  /** The backend has a timer of it, as far as is known. */
  readonly isSet: boolean;
  /** When more times have to be told; null = never. */
  readonly refillAt: Date | null;
  /** The database's clock. */
  readonly now: Date;
}

/** Times of a cron that are told at once: a day's worth of a half-hourly one. */
const TIMES_TOLD = 48;
/** More are told when so many are over. */
const REFILL_AFTER = 36;

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
  readonly is_owed: boolean;
  readonly is_set: boolean;
  readonly now: Date;
}

/** Returns what decides the timers of these tenants; those that don't exist are left out. */
export function readTimerRows(sql: Sql, tenantIds: readonly number[]): Promise<TimerRow[]> {
  return sql.query<TimerRow>(TIMERS, [tenantIds]);
}

/** Returns a tenant's timer as it should be. Apart from reading, so that a row that can't be understood concerns no other. */
export function toTenantTimer(row: TimerRow, spreadS: number): TenantTimer {
  const policy = toSchedulePolicy(row.policy);
  const effective = effectiveSchedule({ own: row.own, userSchedule: row.user_schedule, policy });
  const times = effective && !row.is_archived ? toTimes(effective.schedule, row, spreadS) : null;
  return {
    tenantId: row.id,
    plan: times && effective && toPlan(row, effective.schedule, times),
    scheduleVersion: row.schedule_version,
    isPending: row.is_owed,
    isSet: row.is_set,
    refillAt: times?.kind === 'times' && !row.is_paused ? (times.times[REFILL_AFTER] ?? null) : null,
    now: row.now,
  };
}

/** Null where the schedule names no time at all. */
function toTimes(schedule: Schedule, { id, now }: TimerRow, spreadS: number): TimerTimes | null {
  const isInterval = schedule.kind === 'interval';
  const times = nextTimes({ schedule, tenantId: id, spreadS }, now, isInterval ? 1 : TIMES_TOLD);
  const [first] = times;
  if (!first) return null;
  if (!isInterval) return { kind: 'times', times };
  return { kind: 'interval', everyS: schedule.every_s, offsetS: (first.getTime() / 1000) % schedule.every_s };
}

function toPlan(row: TimerRow, schedule: Schedule, times: TimerTimes): TimerPlan {
  return {
    tenantId: row.id,
    tenantName: row.name,
    integrationId: row.integration_id,
    integrationName: row.integration_name,
    partnerId: row.partner_id,
    times,
    text: describeSchedule(schedule),
    pause: row.is_paused ? describePause(row) : null,
  };
}

function describePause({ paused_by: by, pause_note: note, paused_until: until }: TimerRow): string {
  const end = until === null ? '' : ` until ${until.toISOString()}`;
  return `Paused${by === null ? '' : ` by ${by}`}${end}${note === null ? '' : `: ${note}`}`;
}

const TIMERS = `
  select t.id, t.name, t.integration_id, i.name as integration_name, i.partner_id, t.schedule as own, t.user_schedule,
    i.schedule_policy as policy, (t.archived_at is not null or i.archived_at is not null) as is_archived,
    t.is_paused, t.paused_by, t.pause_note, t.paused_until, t.schedule_version,
    t.timer_version <> t.schedule_version as is_owed, t.timer_set_at is not null as is_set, clock_timestamp() as now
  from tenants t join integrations i on i.id = t.integration_id
  where t.id = any($1::bigint[]) order by t.id`;
