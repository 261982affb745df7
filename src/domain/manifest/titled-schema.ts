import { propertyOfScope } from './admin-only-properties.ts';
import { isJsonObject, type JsonObject, ownObject } from './json-value.ts';
import type { ReleaseSchemas } from './manifest.ts';
import { listControls } from './ui-element.ts';

/** The config schema with each property titled as people see it in the form: an issue then names it so. */
export function titledSchema({ configSchema, configUiSchema }: ReleaseSchemas): JsonObject {
  const schema = configSchema ?? { type: 'object' };
  const properties = ownObject(schema, 'properties');
  if (properties === undefined) return schema;
  const labels = new Map<string, string>();
  for (const { control } of listControls(configUiSchema)) {
    const property = propertyOfScope(control.scope);
    if (property !== null && control.label !== null && control.label !== '') labels.set(property, control.label);
  }
  const titled = Object.entries(properties).map(([name, property]) => {
    const label = labels.get(name);
    return [name, isJsonObject(property) && label !== undefined ? { ...property, title: label } : property];
  });
  return { ...schema, properties: Object.fromEntries(titled) };
}
