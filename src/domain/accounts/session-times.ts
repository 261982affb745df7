const HOUR_S = 3_600;

/** Seconds without a request after which a session ends. */
export const SESSION_IDLE_S = 12 * HOUR_S;
/** Seconds after which a session ends in any case. */
export const SESSION_MAX_S = 14 * 24 * HOUR_S;
/** Seconds between the password and the second factor. */
export const SECOND_FACTOR_S = 10 * 60;
