import type { Schedule } from './schedule.ts';

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A schedule in words: `Every 5 minutes`, `Cron 0 9 * * 1 in Europe/Berlin`. */
export function describeSchedule(schedule: Schedule): string {
  if (schedule.kind === 'cron') return `Cron ${schedule.expression} in ${schedule.time_zone}`;
  const [unit, size] = UNITS.find(([, seconds]) => schedule.every_s % seconds === 0) as (typeof UNITS)[number];
  const count = schedule.every_s / size;
  return count === 1 ? `Every ${unit}` : `Every ${count} ${unit}s`;
}
