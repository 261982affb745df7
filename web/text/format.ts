const LOCALE = undefined;
const number = new Intl.NumberFormat(LOCALE);
const exact = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'long' });
const day = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short' });
const dayOfYear = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' });
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto', style: 'narrow' });
const list = new Intl.ListFormat(LOCALE, { type: 'conjunction' });
const plurals = new Intl.PluralRules('en');

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Older than that, the date says more. */
const RELATIVE_DAYS = 7;

export const formatNumber = (value: number): string => number.format(value);
export const formatList = (words: readonly string[]): string => list.format(words);

/** The exact time in the viewer's zone, which is named. */
export const formatExact = (time: string): string => exact.format(new Date(time));

/** Returns `1 tenant`, `3 tenants`, `1,204 tenants`. */
export function countOf(count: number, one: string, other = `${one}s`): string {
  return `${number.format(count)} ${plurals.select(count) === 'one' ? one : other}`;
}

/** Returns "3 min. ago" or "in 2 hr.", and the date where it is more than a week away. */
export function formatRelative(time: string, now = Date.now()): string {
  const difference = new Date(time).getTime() - now;
  const size = Math.abs(difference);
  if (size > RELATIVE_DAYS * DAY) return formatDay(time, now);
  if (size < 5 * SECOND) return 'now';
  if (size < MINUTE) return relative.format(Math.round(difference / SECOND), 'second');
  if (size < HOUR) return relative.format(Math.round(difference / MINUTE), 'minute');
  if (size < DAY) return relative.format(Math.round(difference / HOUR), 'hour');
  return relative.format(Math.round(difference / DAY), 'day');
}

function formatDay(time: string, now: number): string {
  const date = new Date(time);
  return date.getFullYear() === new Date(now).getFullYear() ? day.format(date) : dayOfYear.format(date);
}

/** Returns "42 ms", "3.8 s", "2 min 14 s", "1 h 5 min". */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < SECOND) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 10 * SECOND) return `${(milliseconds / SECOND).toFixed(1)} s`;
  const [, size, name, partSize, part] = UNITS.find(([below]) => milliseconds < below) ?? LONGEST;
  const whole = Math.floor(milliseconds / size);
  const rest = Math.floor((milliseconds % size) / partSize);
  return rest === 0 ? `${whole} ${name}` : `${whole} ${name} ${rest} ${part}`;
}

/** Up to which duration, unit and its part. */
const UNITS = [
  [MINUTE, SECOND, 's', SECOND, ''],
  [HOUR, MINUTE, 'min', SECOND, 's'],
  [DAY, HOUR, 'h', MINUTE, 'min'],
] as const;
const LONGEST = [Number.POSITIVE_INFINITY, DAY, 'd', HOUR, 'h'] as const;

/** Returns how long something took or has taken until now; null where it has not begun. */
export function formatSpan(from: string | null, to: string | null, now = Date.now()): string | null {
  if (from === null) return null;
  return formatDuration(Math.max(0, (to === null ? now : new Date(to).getTime()) - new Date(from).getTime()));
}

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** Returns "512 B", "1.5 MiB". */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), BYTE_UNITS.length - 1);
  const value = bytes / 1024 ** power;
  return `${value >= 10 || power === 0 ? Math.round(value) : value.toFixed(1)} ${BYTE_UNITS[power]}`;
}
