import type { Route } from '../http/define-route.ts';
import { Components } from './components.ts';
import { REQUEST_HEADER_COMPONENTS, RESPONSE_HEADER_COMPONENTS } from './header-components.ts';
import { toOperation } from './to-operation.ts';

/**
 * Returns the OpenAPI 3.1 document of the routes, made of the very schemas that validate. Schemas with an `$id` become components
 * of that name.
 * @throws Error where two different schemas have one `$id`
 */
export function createOpenApi(routes: readonly Route[], publicUrl: string): object {
  const components = new Components();
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const operations = paths[route.path] ?? {};
    operations[route.method] = toOperation(route, components);
    paths[route.path] = operations;
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Hubwright', version: '2', description: 'A superset of the API of Pandium v2.' },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      securitySchemes: { apiKey: { type: 'apiKey', in: 'header', name: 'X-API-KEY' } },
      parameters: REQUEST_HEADER_COMPONENTS,
      headers: RESPONSE_HEADER_COMPONENTS,
      responses: components.responses(),
      schemas: components.schemas(),
    },
  };
}
