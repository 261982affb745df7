import { readCron } from './cron-expression.ts';
import type { Schedule } from './schedule.ts';

const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const;

/** As Pandium's clients write and read it: the cron, or `@every 15m`. */
export function toScheduleText(schedule: Schedule): string {
  if (schedule.kind === 'cron') return schedule.expression;
  const [unit, seconds] = UNITS.find(([, size]) => schedule.every_s % size === 0) as (typeof UNITS)[number];
  return `@every ${schedule.every_s / seconds}${unit}`;
}

/** The schedule that a text by itself stands for, a cron in UTC; null where it is none. */
export function readScheduleText(text: string): Schedule | null {
  const interval = /^@every (\d{1,9})([dhms])$/.exec(text);
  if (interval) {
    const [, seconds] = UNITS.find(([unit]) => unit === interval[2]) as (typeof UNITS)[number];
    return { kind: 'interval', every_s: Number(interval[1]) * seconds };
  }
  return 'cron' in readCron(text) ? { kind: 'cron', expression: text, time_zone: 'UTC' } : null;
}
