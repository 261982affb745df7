/** The request headers that a route may declare; what it does not declare its handler does not see. */
export type RequestHeader = 'Idempotency-Key' | 'If-Match' | 'If-None-Match' | 'Last-Event-ID';

/** The response headers that the document names. Those of the transport (Content-Type, Cache-Control …) need no declaration. */
export const RESPONSE_HEADERS = [
  'ETag',
  'Hubwright-Ignored',
  'Idempotency-Replayed',
  'Link',
  'Location',
  'Retry-After',
  'X-Total-Count',
] as const;

export type ResponseHeader = (typeof RESPONSE_HEADERS)[number];
