/** A zone's offsets from UTC around one day of its calendar. Milliseconds. */
export interface ZoneDay {
  /** Wall clock minus UTC, before any change. */
  readonly before: number;
  readonly after: number;
  /** When the clocks are changed around that day; null = they aren't. */
  readonly changeAt: number | null;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const MAX_KNOWN_DAYS = 2000;

const formats = new Map<string, Intl.DateTimeFormat>();
const days = new Map<string, ZoneDay>();

/** Returns whether the name is one of the IANA zones that this process knows. */
export function isTimeZone(name: string): boolean {
  // Intl takes "+02:00" as well, which no two clock changes are known of.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** `dayStart` is midnight of the day as if the wall clock were UTC; the result holds from a day before it to two after. */
export function readZoneDay(zone: string, dayStart: number): ZoneDay {
  const key = `${dayStart} ${zone}`;
  const known = days.get(key);
  if (known) return known;
  // Thousands of tenants ask for the same few days.
  if (days.size >= MAX_KNOWN_DAYS) days.clear();
  const day = computeZoneDay(zone, dayStart);
  days.set(key, day);
  return day;
}

function computeZoneDay(zone: string, dayStart: number): ZoneDay {
  const from = dayStart - DAY_MS;
  const to = dayStart + 2 * DAY_MS;
  const before = offsetAt(zone, from);
  const after = offsetAt(zone, to);
  return { before, after, changeAt: before === after ? null : findChange(zone, from, to, before) };
}

/** `at` by the zone's clock: `2026-03-29T03:00:00+02:00`. */
export function toZonedTime(zone: string, at: Date): string {
  const offsetMs = offsetAt(zone, at.getTime());
  const wall = new Date(at.getTime() + offsetMs).toISOString().slice(0, 19);
  const minutes = Math.abs(Math.trunc(offsetMs / 60_000));
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${wall}${offsetMs < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** What the zone's wall clock shows at `at`, minus `at`; milliseconds. */
function offsetAt(zone: string, at: number): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)] as const),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) as number;
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(at / 1000) * 1000;
}

/** @throws RangeError where there is no such zone */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const numbers = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    ...numbers,
    ...{ second: 'numeric', hourCycle: 'h23', timeZone: zone },
  });
  formats.set(zone, format);
  return format;
}

/** The first second that has another offset than `before`. */
function findChange(zone: string, from: number, to: number, before: number): number {
  let low = Math.floor(from / 1000);
  let high = Math.ceil(to / 1000);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle * 1000) === before) low = middle;
    else high = middle;
  }
  return high * 1000;
}
