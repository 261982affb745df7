import createClient from 'openapi-fetch';
import type { operations, paths } from '../generated/openapi.ts';
import { ApiProblem, problemOf, toProblem } from './problem.ts';
import { presentCsrfToken, reportExpiredSession } from './session.ts';

/** Every call to the hub goes through here: typed by its OpenAPI document, with this browser's proof of who it is. */
export const api = createClient<paths>({ baseUrl: '', fetch: callHub });

type Json<Operation extends keyof operations, Status extends number> = operations[Operation] extends {
  responses: { [key in Status]: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

/** What an operation returns with 200 or another status, by its `operationId`. */
export type Output<Operation extends keyof operations, Status extends number = 200> = Json<Operation, Status>;

type BodyOf<Operation> = Operation extends { requestBody: { content: { 'application/json': infer Body } } }
  ? Body
  : Operation extends { requestBody?: { content: { 'application/json': infer Body } } }
    ? Body
    : never;

/** What an operation takes, by its `operationId`. */
export type Input<Operation extends keyof operations> = BodyOf<operations[Operation]>;

export interface Tagged<Data> {
  readonly data: Data;
  /** The version for `If-Match`, null where the response has none. */
  readonly etag: string | null;
}

interface Outcome<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** Returns the body of a response. @throws ApiProblem */
export async function unwrap<Data>(call: Promise<Outcome<Data>>): Promise<Data> {
  return (await unwrapTagged(call)).data;
}

/** Returns the body of a response with its version. @throws ApiProblem */
export async function unwrapTagged<Data>(call: Promise<Outcome<Data>>): Promise<Tagged<Data>> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw isAbort(cause) ? cause : problemOf(cause);
  });
  if (!response.ok) throw toProblem(response, error);
  return { data: data as Data, etag: response.headers.get('etag') };
}

const READS = new Set(['GET', 'HEAD']);

/** `fetch` with the token that writes repeat. A session that ended is reported, so that the page can ask for a new one. */
export async function callHub(input: Request | string, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  const token = presentCsrfToken();
  if (token !== null && !READS.has(request.method)) request.headers.set('X-CSRF-Token', token);
  const response = await fetch(request);
  if (response.status === 401 && !request.url.includes('/v2/session')) reportExpiredSession();
  return response;
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** Returns whether trying the same once more may help: not where the hub said no. */
export function isWorthRetrying(error: unknown): boolean {
  return !(error instanceof ApiProblem) || error.status === 0 || error.status === 503;
}
