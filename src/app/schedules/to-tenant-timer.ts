import type { TimerPlan, TimerTimes } from '../../contracts/sync-timers.ts';
import type { TimerRow } from '../../db/stores/schedules/timer-store.ts';
import { describeSchedule } from '../../domain/schedules/describe-schedule.ts';
import { effectiveSchedule } from '../../domain/schedules/effective-schedule.ts';
import { type Schedule, toSchedulePolicy } from '../../domain/schedules/schedule.ts';
import { nextTimes } from '../../domain/schedules/schedule-times.ts';

/** A tenant's timer as the backend is to have it, and what was pushed there. */
export interface TenantTimer {
  readonly tenantId: number;
  /** Null where it is to have no timer: it has no schedule, or is archived. */
  readonly plan: TimerPlan | null;
  readonly scheduleVersion: number;
  /** True while a change was not pushed yet. */
  readonly isPending: boolean;
  /** The backend has a timer of it, as far as is known. */
  readonly isSet: boolean;
  /** When more times are to be pushed; null = never. */
  readonly refillAt: Date | null;
  /** The database's clock. */
  readonly now: Date;
}

/** Times of a cron that are pushed at once: a day's worth of a half-hourly one. */
const PUSHED_TIMES = 48;
/** More are pushed when this many are over. */
const REFILL_AFTER = 36;

/** Returns a tenant's timer as it should be. Apart from reading, so that a row that can't be understood concerns no other. */
export function toTenantTimer(row: TimerRow, spreadS: number): TenantTimer {
  const policy = toSchedulePolicy(row.policy);
  const effective = effectiveSchedule({ own: row.own, userSchedule: row.user_schedule, policy });
  const times = effective && !row.is_archived ? toTimes(effective.schedule, row, spreadS) : null;
  return {
    tenantId: row.id,
    plan: times && effective && toPlan(row, effective.schedule, times),
    scheduleVersion: row.schedule_version,
    isPending: row.is_pending,
    isSet: row.is_set,
    refillAt: times?.kind === 'times' && !row.is_paused ? (times.times[REFILL_AFTER] ?? null) : null,
    now: row.now,
  };
}

/** Null where the schedule names no time at all. */
function toTimes(schedule: Schedule, { id, now }: TimerRow, spreadS: number): TimerTimes | null {
  const isInterval = schedule.kind === 'interval';
  const times = nextTimes({ schedule, tenantId: id, spreadS }, now, isInterval ? 1 : PUSHED_TIMES);
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
