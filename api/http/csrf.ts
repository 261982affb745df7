import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../src/errors/app-error.ts';

const CSRF_HEADER = 'x-csrf-token';

/** Returns what a page sends beside its cookie: only a page of this origin can read it. */
export function csrfToken(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('csrf').digest('base64url');
}

/**
 * A write with a cookie needs the token and has to come from a page of the hub.
 * @throws AppError csrf_refused
 */
export function checkCsrf(headers: IncomingHttpHeaders, sessionToken: string, publicUrl: string): void {
  checkOrigin(headers, publicUrl);
  const expected = Buffer.from(csrfToken(sessionToken));
  const given = Buffer.from(headers[CSRF_HEADER]?.toString() ?? '');
  if (given.length === expected.length && timingSafeEqual(given, expected)) return;
  throw new AppError(
    'csrf_refused',
    'The header X-CSRF-Token is missing or not the one of this session. Reload the page.',
  );
}

/**
 * Browsers say where a request comes from; one from another site is refused. What is no browser says nothing.
 * @throws AppError csrf_refused
 */
export function checkOrigin(headers: IncomingHttpHeaders, publicUrl: string): void {
  const site = headers['sec-fetch-site']?.toString();
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw refusal();
  const origin = headers.origin;
  if (origin === undefined || site === 'same-origin') return;
  if (origin === new URL(publicUrl).origin) return;
  // The host that the browser itself requested: a hub may be reached by another name than its public one.
  if (URL.canParse(origin) && new URL(origin).host === headers.host) return;
  throw refusal();
}

function refusal(): AppError {
  return new AppError('csrf_refused', 'The request came from a page of another site.');
}
