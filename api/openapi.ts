import type { TObject, TSchema } from 'typebox';
import type { DeclaredResponse, Route } from './http/define-route.ts';
import { closeObjects } from './http/validator.ts';
import { ProblemSchema } from './schemas/problem-schema.ts';

/** The OpenAPI 3.1 document of the routes, made of the very schemas that validate. */
export function createOpenApi(routes: readonly Route[], publicUrl: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const operations = paths[route.path] ?? {};
    operations[route.method] = toOperation(route);
    paths[route.path] = operations;
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Hubwright', version: '2', description: 'A superset of the API of Pandium v2.' },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      securitySchemes: { apiKey: { type: 'apiKey', in: 'header', name: 'X-API-KEY' } },
      schemas: { Problem: ProblemSchema },
    },
  };
}

function toOperation(route: Route): object {
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.path.split('/')[2] ?? 'hub'],
    ...(route.access.kind === 'public'
      ? { security: [] }
      : { security: [{ apiKey: [] }], 'x-roles': route.access.roles }),
    parameters: [...toParameters(route.params, 'path'), ...toParameters(route.query, 'query')],
    ...(route.body && { requestBody: toRequestBody(route, route.body) }),
    responses: toResponses(route),
  };
}

function toParameters(schema: TObject, place: 'path' | 'query'): object[] {
  const required = new Set((schema as { required?: readonly string[] }).required ?? []);
  return Object.entries(schema.properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: property,
  }));
}

function toRequestBody(route: Route, body: TSchema): object {
  const schema = route.isPandium ? body : closeObjects(body);
  return { required: route.isBodyRequired !== false, content: { 'application/json': { schema } } };
}

function toResponses(route: Route): object {
  const declared = Object.entries(route.responses).map(([status, answer]) => [status, toResponse(answer)]);
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return { ...Object.fromEntries(declared), default: { description: 'A problem (RFC 9457).', content: problem } };
}

function toResponse({ description, schema, contentType }: DeclaredResponse): object {
  return schema ? { description, content: { [contentType ?? 'application/json']: { schema } } } : { description };
}
