/** The values that each of the five fields names, ascending. */
export interface CronExpression {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly daysOfMonth: readonly number[];
  readonly months: readonly number[];
  /** 0 = Sunday. */
  readonly daysOfWeek: readonly number[];
  /** With a day field that begins with `*` both have to match, else either. */
  readonly isEitherDay: boolean;
  /** The hour field begins with `*`: it follows elapsed time where clocks are changed. */
  readonly runsThroughHours: boolean;
}

export type CronReading = { readonly cron: CronExpression } | { readonly issue: string };

interface Field {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly words: readonly string[];
}

const MONTHS = ['', ...'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')];
const DAYS = 'SUN MON TUE WED THU FRI SAT'.split(' ');

const FIELDS: readonly Field[] = [
  { name: 'minute', low: 0, high: 59, words: [] },
  { name: 'hour', low: 0, high: 23, words: [] },
  { name: 'day of month', low: 1, high: 31, words: [] },
  { name: 'month', low: 1, high: 12, words: MONTHS },
  { name: 'day of week', low: 0, high: 7, words: DAYS },
];

/**
 * Reads a cron expression of 5 fields: `*`, numbers, names, ranges, lists and steps; 7 is Sunday as well. The issue is a
 * sentence that says which field and why.
 * @see https://man7.org/linux/man-pages/man5/crontab.5.html
 */
export function readCron(text: string): CronReading {
  const parts = text.trim().split(/\s+/);
  if (parts.length === 6) return { issue: 'has 6 fields; a cron expression has 5 here, without seconds or years' };
  if (parts.length !== 5) {
    return { issue: 'has to have 5 fields: minute, hour, day of month, month, day of week' };
  }
  const sets: number[][] = [];
  for (const [index, field] of FIELDS.entries()) {
    const values = readField(parts[index] as string, field);
    if (typeof values === 'string') return { issue: `field ${index + 1} (${field.name}): ${values}` };
    sets.push(values);
  }
  const [minutes, hours, daysOfMonth, months, daysOfWeek] = sets as [number[], number[], number[], number[], number[]];
  const isOpen = (index: number): boolean => (parts[index] as string).startsWith('*');
  return {
    cron: {
      ...{ minutes, hours, daysOfMonth, months },
      daysOfWeek: ascending(daysOfWeek.map((day) => day % 7)),
      isEitherDay: !isOpen(2) && !isOpen(4),
      runsThroughHours: isOpen(1) || hours.length === 24,
    },
  };
}

/** The values, or what is wrong. */
function readField(text: string, field: Field): number[] | string {
  const values: number[] = [];
  for (const item of text.split(',')) {
    const range = readItem(item, field);
    if (typeof range === 'string') return range;
    values.push(...range);
  }
  return ascending(values);
}

function readItem(item: string, field: Field): number[] | string {
  const match = /^(?:(\*)|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(item);
  if (!match) return `"${item}" is neither "*", a value, a range nor a step`;
  const [, star, first, last, stepText] = match;
  const step = stepText === undefined ? 1 : Number(stepText);
  if (step < 1 || step > field.high) return `the step of "${item}" has to be 1 to ${field.high}`;
  const from = star ? field.low : readValue(first as string, field);
  const to = star ? topOf(field) : last === undefined ? singleTop(from, stepText, field) : readValue(last, field);
  if (typeof from === 'string') return from;
  if (typeof to === 'string') return to;
  if (to < from) return `the range "${item}" runs backwards`;
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

/** `5` is 5 alone, `5/10` runs on to the end. */
function singleTop(from: number | string, step: string | undefined, field: Field): number | string {
  return step === undefined ? from : topOf(field);
}

/** 7 is there to be written, not to be stepped to. */
function topOf(field: Field): number {
  return Math.min(field.high, field.words === DAYS ? 6 : field.high);
}

function readValue(text: string, field: Field): number | string {
  const word = field.words.indexOf(text.toUpperCase());
  const value = word > -1 ? word : /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value)) return `"${text}" is not a value of it`;
  if (value < field.low || value > field.high) return `${value} is not within ${field.low} to ${field.high}`;
  return value;
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((left, right) => left - right);
}
