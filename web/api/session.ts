/**
 * Who this browser is to the hub: the session is a cookie that no script can read, and each write repeats a token that only
 * pages of the hub get to know.
 */
let csrfToken: string | null = null;
let isExpired = false;
const listeners = new Set<() => void>();

/** Returns what writes have to repeat, null before the hub said it. */
export function presentCsrfToken(): string | null {
  return csrfToken;
}

/** Remembers what the hub said at a sign-in or about the caller. */
export function rememberCsrfToken(token: string | null): void {
  csrfToken = token;
  setExpired(false);
}

/** Returns whether the session ended while its pages were open. */
export function isSessionExpired(): boolean {
  return isExpired;
}

/** Says that the hub knows this session no longer. */
export function reportExpiredSession(): void {
  if (csrfToken !== null) setExpired(true);
}

/** Calls back when the session ends or goes on; returns what stops that. */
export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function setExpired(next: boolean): void {
  if (isExpired === next) return;
  isExpired = next;
  for (const listener of listeners) listener();
}
