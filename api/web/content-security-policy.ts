/**
 * What pages of the hub may load: only what the hub itself serves, no script or style of the page's own text, and no frame
 * around them. Nothing may become script but by a file (Trusted Types without a single policy).
 */
const HUB_DIRECTIVES = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
];

/** Headers of every page of the hub; they take the place of the API's own. */
export const HUB_PAGE_HEADERS = {
  'Content-Security-Policy': HUB_DIRECTIVES.join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  // Requests of a page to its own hub say where they come from; others learn nothing.
  'Referrer-Policy': 'same-origin',
} as const;
