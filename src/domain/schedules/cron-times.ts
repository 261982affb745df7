import type { CronExpression } from './cron-expression.ts';
import { readZoneDay, type ZoneDay } from './zone-day.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A day of the calendar may begin that much before or after the same day of UTC, or be left out as a whole. */
const REACH_BEFORE_MS = 60 * HOUR_MS;
const REACH_AFTER_MS = 14 * HOUR_MS;

/** The times of a cron in a zone from `from` to `to`, both included, ascending, each once. Milliseconds. */
export function cronTimesBetween(cron: CronExpression, zone: string, from: number, to: number): number[] {
  const times = new Set<number>();
  const walls = wallTimes(cron);
  const last = startOfDay(to + REACH_AFTER_MS);
  for (let day = startOfDay(from - REACH_BEFORE_MS); day <= last; day += DAY_MS) {
    if (!isCronDay(cron, new Date(day))) continue;
    const zoneDay = readZoneDay(zone, day);
    for (const wall of walls) {
      for (const at of placeWallTime(day + wall, zoneDay, cron.runsThroughHours)) {
        if (at >= from && at <= to) times.add(at);
      }
    }
  }
  return [...times].sort((left, right) => left - right);
}

/** The least distance between two times of a cron on days of 24 hours; milliseconds. */
export function smallestCronGap(cron: CronExpression): number {
  const walls = wallTimes(cron);
  const gaps = walls.map((wall, index) => (walls[index + 1] ?? (walls[0] as number) + DAY_MS) - wall);
  return Math.min(...gaps);
}

function startOfDay(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS;
}

function isCronDay(cron: CronExpression, day: Date): boolean {
  if (!cron.months.includes(day.getUTCMonth() + 1)) return false;
  const isOfMonth = cron.daysOfMonth.includes(day.getUTCDate());
  const isOfWeek = cron.daysOfWeek.includes(day.getUTCDay());
  return cron.isEitherDay ? isOfMonth || isOfWeek : isOfMonth && isOfWeek;
}

/** Since midnight, as the wall clock goes. */
function wallTimes(cron: CronExpression): number[] {
  return cron.hours.flatMap((hour) => cron.minutes.map((minute) => hour * HOUR_MS + minute * MINUTE_MS));
}

/**
 * The DST rule. A time that the clocks skip happens at the first moment after the gap; one that they repeat happens the
 * first time. A cron that runs through the hours goes by elapsed time instead: skipped times come as much later as the
 * clocks were moved, repeated ones both times.
 */
function placeWallTime(wall: number, { before, after, changeAt }: ZoneDay, runsThroughHours: boolean): number[] {
  const early = wall - before;
  if (changeAt === null) return [early];
  const late = wall - after;
  const isEarlyThere = early < changeAt;
  const isLateThere = late >= changeAt;
  if (isEarlyThere && isLateThere) return runsThroughHours ? [early, late] : [early];
  if (isEarlyThere) return [early];
  if (isLateThere) return [late];
  return [runsThroughHours ? early : changeAt];
}
