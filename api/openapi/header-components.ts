import type { RequestHeader, ResponseHeader } from '../http/declared-headers.ts';

const text = { type: 'string' } as const;
const count = { type: 'integer', minimum: 0 } as const;

interface HeaderText {
  readonly description: string;
  readonly schema: object;
}

const REQUEST_HEADERS: Record<RequestHeader, HeaderText> = {
  'Idempotency-Key': {
    description: 'Does the request once: the same key with the same request returns what the first one did.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  'If-Match': {
    description: 'The ETag of the version that was edited; a PATCH of an older version is refused with 412.',
    schema: text,
  },
  'If-None-Match': {
    description: 'The ETag of what the client has; 304 without a body where nothing of it changed.',
    schema: text,
  },
  'Last-Event-ID': { description: 'The last line that the client has; the stream goes on after it.', schema: count },
};

const RESPONSE_HEADERS: Record<ResponseHeader, HeaderText> = {
  ETag: { description: 'The version of the object, for If-Match and If-None-Match.', schema: text },
  'Hubwright-Ignored': {
    description: 'Fields of the request that the operation does not know, as query.x or body.x.',
    schema: text,
  },
  'Idempotency-Replayed': { description: 'The answer is the one of the first request with this key.', schema: text },
  Link: { description: 'The next page: <url>; rel="next". Absent on the last one.', schema: text },
  Location: { description: 'Where to go on.', schema: text },
  'Retry-After': { description: 'Seconds after which the request may succeed.', schema: count },
  'X-Total-Count': { description: 'How many there are in all, where count=true asked for it.', schema: count },
};

/** Request headers are parameters to OpenAPI. */
export const REQUEST_HEADER_COMPONENTS: Record<string, object> = Object.fromEntries(
  Object.entries(REQUEST_HEADERS).map(([name, header]) => [name, { name, in: 'header', required: false, ...header }]),
);

export const RESPONSE_HEADER_COMPONENTS: Record<ResponseHeader, HeaderText> = RESPONSE_HEADERS;
