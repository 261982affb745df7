const FIRST_DELAY_S = 15;
const MAX_DELAY_S = 3_600;
const MAX_ATTEMPTS = 14;

/** Returns the seconds until a mail is tried again, or null after the last attempt (about 8 hours after the first). */
export function mailDelayS(attempts: number): number | null {
  if (attempts >= MAX_ATTEMPTS) return null;
  return Math.min(FIRST_DELAY_S * 2 ** (attempts - 1), MAX_DELAY_S);
}
