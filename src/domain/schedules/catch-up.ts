import type { CatchUp } from './schedule.ts';

/** A time that is later than this counts as missed; milliseconds. */
const MISSED_AFTER_MS = 60_000;

/** Which of the due times (ascending) become triggers at `now`. */
export function timesToCatchUp(due: readonly Date[], now: Date, catchUp: CatchUp): readonly Date[] {
  if (catchUp === 'all') return due;
  if (catchUp === 'last') return due.slice(-1);
  return due.filter((time) => now.getTime() - time.getTime() <= MISSED_AFTER_MS);
}
