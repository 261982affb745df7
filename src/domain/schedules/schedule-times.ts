import { type CronExpression, readCron } from './cron-expression.ts';
import { cronTimesBetween, smallestCronGap } from './cron-times.ts';
import type { Schedule } from './schedule.ts';
import { isTimeZone } from './zone-day.ts';

/** What a tenant's times are computed from. */
export interface TenantTiming {
  readonly schedule: Schedule;
  readonly tenantId: number;
  /** Cron times are put off by less than this; seconds. */
  readonly spreadS: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A cron that has no time within it has none at all: 29 February comes on each day of the week within 40 years. */
const HORIZON_MS = 50 * 366 * DAY_MS;

/** The next `count` times after `after`; fewer where the schedule has no more. */
export function nextTimes(timing: TenantTiming, after: Date, count: number): Date[] {
  const times = timesOf(timing);
  const first = after.getTime() + 1;
  for (let widthMs = HOUR_MS; times !== null; widthMs *= 8) {
    const found = times(first, first + Math.min(widthMs, HORIZON_MS), count, 'first');
    if (found.length >= count || widthMs >= HORIZON_MS) return toDates(found.slice(0, count));
  }
  return [];
}

/** The newest `count` times from `from` to `to`, both included, ascending. */
export function latestTimes(timing: TenantTiming, from: Date, to: Date, count: number): Date[] {
  const times = timesOf(timing);
  const [low, high] = [from.getTime(), to.getTime()];
  for (let widthMs = DAY_MS; times !== null && low <= high; widthMs *= 4) {
    const found = times(Math.max(low, high - widthMs), high, count, 'last');
    if (found.length >= count || high - widthMs <= low) return toDates(found.slice(-count));
  }
  return [];
}

/** What a tick at `now` finds: the newest `count` of the times from `due` on, ascending, and the next one after them. */
export function dueTimes(
  timing: TenantTiming,
  due: Date,
  now: Date,
  count: number,
): { readonly times: readonly Date[]; readonly next: Date | null } {
  // Where the spread was set anew meanwhile, what was promised happens all the same, and its new time does not.
  const isNominal = latestTimes(timing, due, due, 1).length > 0;
  const done = isNominal ? due : new Date(due.getTime() + delayMs(timing));
  const later = latestTimes(timing, new Date(done.getTime() + 1), now, count);
  const [next = null] = nextTimes(timing, now > done ? now : done, 1);
  return { times: [due, ...later].slice(-count), next };
}

function delayMs({ schedule, tenantId, spreadS }: TenantTiming): number {
  const reading = schedule.kind === 'cron' ? readCron(schedule.expression) : null;
  return reading !== null && 'cron' in reading ? cronDelayS(reading.cron, tenantId, spreadS) * 1000 : 0;
}

/** How much later than its cron says a tenant syncs; seconds, below both `spreadS` and the cron's smallest gap. */
function cronDelayS(cron: CronExpression, tenantId: number, spreadS: number): number {
  return hashTenant(tenantId) % Math.max(1, Math.min(spreadS, smallestCronGap(cron) / 1000));
}

/** Ascending times within two bounds (milliseconds): all of them, or at least `count` from the named end. */
type TimesWithin = (from: number, to: number, count: number, end: 'first' | 'last') => number[];

/** Null where the schedule can't be read: it is stored from before a rule, or this process doesn't know the zone. */
function timesOf({ schedule, tenantId, spreadS }: TenantTiming): TimesWithin | null {
  if (schedule.kind === 'interval') return intervalTimes(schedule.every_s * 1000, tenantId);
  const reading = readCron(schedule.expression);
  if ('issue' in reading || !isTimeZone(schedule.time_zone)) return null;
  const { cron } = reading;
  const delayMs = cronDelayS(cron, tenantId, spreadS) * 1000;
  return (from, to) =>
    cronTimesBetween(cron, schedule.time_zone, from - delayMs, to - delayMs).map((time) => time + delayMs);
}

/** On a grid from the epoch on, so that neither a restart nor a run by hand shifts it. */
function intervalTimes(everyMs: number, tenantId: number): TimesWithin {
  const offsetMs = (hashTenant(tenantId) % (everyMs / 1000)) * 1000;
  return (from, to, count, end) => {
    const first = Math.ceil((from - offsetMs) / everyMs);
    const last = Math.floor((to - offsetMs) / everyMs);
    const size = Math.max(0, Math.min(count, last - first + 1));
    const start = end === 'first' ? first : last - size + 1;
    return Array.from({ length: size }, (_, index) => (start + index) * everyMs + offsetMs);
  };
}

/** Spreads neighbouring ids over 32 bits. @see https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp fmix32 */
function hashTenant(tenantId: number): number {
  let hash = (tenantId ^ Math.floor(tenantId / 2 ** 32)) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function toDates(times: readonly number[]): Date[] {
  return times.map((time) => new Date(time));
}
