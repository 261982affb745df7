import { createOpenApi } from '../../api/openapi/create-openapi.ts';
import { routes } from '../../api/routes/index.ts';

/** The text of `openapi.json`: the document of a hub that is served at the root of its host. */
export function describeApi(): string {
  return `${JSON.stringify(createOpenApi(routes, '/'), null, 2)}\n`;
}
