import { ERROR_CATALOGUE, type ErrorCode } from '../../src/errors/catalogue.ts';
import { errorsByStatus } from '../http/declared-errors.ts';
import type { ResponseHeader } from '../http/declared-headers.ts';
import type { DeclaredResponse, Route } from '../http/define-route.ts';
import { PandiumProblemSchema, ProblemSchema } from '../schemas/problem-schema.ts';
import type { Components } from './components.ts';

/** Returns the responses of a route: what it declares, and each status of its errors with the codes that come with it. */
export function toResponses(route: Route, components: Components): Record<string, object> {
  const responses: Record<string, object> = {};
  for (const [status, declared] of Object.entries(route.responses)) {
    responses[status] = toResponse(route, declared, components);
  }
  if (route.requestHeaders?.includes('If-None-Match')) responses[304] = { description: 'Nothing of it changed.' };
  for (const [status, codes] of errorsByStatus(route)) {
    // Where the route itself declares a response for a status (readiness), its errors have that response's shape.
    const problem = route.isPandium && status === 422 ? PandiumProblemSchema : ProblemSchema;
    const name = [status, ...(problem === ProblemSchema ? [] : ['pandium']), ...codes].join('-');
    const response = toProblemResponse(status, codes, components.describe(problem));
    responses[status] ??= components.addResponse(name, response);
  }
  return responses;
}

function toResponse(route: Route, declared: DeclaredResponse, components: Components): object {
  const { description, schema, contentType = 'application/json' } = declared;
  const headers = toHeaders([
    ...(declared.headers ?? []),
    ...(route.isPandium ? (['Hubwright-Ignored'] as const) : []),
    ...(route.requestHeaders?.includes('Idempotency-Key') ? (['Idempotency-Replayed'] as const) : []),
  ]);
  const content = schema && { content: { [contentType]: { schema: components.describe(schema) } } };
  return { description, ...headers, ...content };
}

function toProblemResponse(status: number, codes: readonly ErrorCode[], problem: object): object {
  const code = { type: 'object', required: ['code'], properties: { code: { type: 'string', enum: codes } } };
  const schema = { allOf: [problem, code] };
  return {
    description: codes.map((one) => `${one}: ${ERROR_CATALOGUE[one].title}.`).join(' '),
    ...toHeaders(status === 429 || status === 503 ? ['Retry-After'] : []),
    content: { 'application/problem+json': { schema } },
  };
}

function toHeaders(names: readonly ResponseHeader[]): { headers?: Record<string, object> } {
  if (names.length === 0) return {};
  return { headers: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])) };
}
