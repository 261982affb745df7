/** A lease lasts 40 s on the database's clock and is renewed every 5 s. */
export const LEASE_SECONDS = 40;
export const RENEW_EVERY_MS = 5_000;

/** The supervisor kills a sandbox 32 s after the last successful renewal was sent: before another worker may take over. */
export const SUPERVISOR_DEADLINE_MS = 32_000;
