import type { TObject, TSchema } from 'typebox';
import type { Route } from '../http/define-route.ts';
import type { Components } from './components.ts';
import { toResponses } from './to-responses.ts';

/** Returns the operation object of a route. */
export function toOperation(route: Route, components: Components): object {
  const { access, body } = route;
  const headers = (route.requestHeaders ?? []).map((name) => ({ $ref: `#/components/parameters/${name}` }));
  const fields = [...toParameters(route.params, 'path', components), ...toParameters(route.query, 'query', components)];
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.path.split('/')[2] ?? 'hub'],
    security: access.kind === 'public' ? [] : [{ apiKey: [] }],
    ...(access.kind === 'roles' && { 'x-roles': access.roles }),
    parameters: [...fields, ...headers],
    ...(body && { requestBody: toRequestBody(route, body, components) }),
    responses: toResponses(route, components),
  };
}

function toParameters(schema: TObject, place: 'path' | 'query', components: Components): object[] {
  const required = new Set((schema as { required?: readonly string[] }).required ?? []);
  return Object.entries(schema.properties).map(([name, property]) => {
    const described = components.describe(property);
    // A field with a default is always there for the handler, and never has to be sent.
    const isRequired = place === 'path' || (required.has(name) && !('default' in property));
    const description = (property as { description?: string }).description;
    return { name, in: place, required: isRequired, ...(description && { description }), schema: described };
  });
}

function toRequestBody(route: Route, body: TSchema, components: Components): object {
  const schema = components.describe(body, !route.isPandium);
  return { required: route.isBodyRequired !== false, content: { 'application/json': { schema } } };
}
