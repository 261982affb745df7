import { adminOnlyProperties, propertyOfScope } from '../manifest/admin-only-properties.ts';
import { isPlaceholder } from '../manifest/dynamic-property.ts';
import { type JsonObject, type JsonValue, ownObject, ownValue } from '../manifest/json-value.ts';
import type { ReleaseSchemas } from '../manifest/manifest.ts';
import { constantsOf, mapSchemas } from '../manifest/sub-schemas.ts';
import type { UiElement } from '../manifest/ui-element.ts';
import type { ConfigViewer } from './config-viewer.ts';

export type FormSchemas = Pick<ReleaseSchemas, 'configSchema' | 'configUiSchema'>;

/** The schemas that a form is drawn from: end users see neither admin-only configs nor a placeholder in them. */
export function schemasForViewer(viewer: ConfigViewer, schemas: FormSchemas): FormSchemas {
  const { configSchema, configUiSchema } = schemas;
  if (viewer === 'hub') return { configSchema, configUiSchema };
  const hidden = new Set(adminOnlyProperties(configUiSchema));
  return {
    configSchema: configSchema && mapSchemas(withoutProperties(configSchema, hidden), withoutPlaceholder),
    configUiSchema: configUiSchema && withoutControls(configUiSchema, hidden),
  };
}

function withoutProperties(schema: JsonObject, hidden: ReadonlySet<string>): JsonObject {
  const properties = Object.entries(ownObject(schema, 'properties') ?? {}).filter(([name]) => !hidden.has(name));
  const required = ownValue(schema, 'required');
  return {
    ...schema,
    properties: Object.fromEntries(properties),
    ...(Array.isArray(required) && {
      required: required.filter((name: JsonValue) => !hidden.has(String(name))),
    }),
  };
}

function withoutPlaceholder(schema: JsonObject): JsonObject {
  const constants = constantsOf(schema) ?? [];
  const isPlaceholders = constants.length > 0 && constants.every(isPlaceholder);
  const dropped = [...(isPlaceholders ? ['enum', 'oneOf'] : []), ...(isPlaceholderDefault(schema) ? ['default'] : [])];
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !dropped.includes(keyword)));
}

function isPlaceholderDefault(schema: JsonObject): boolean {
  const value = ownValue(schema, 'default');
  return value !== undefined && [value].flat().some((one: JsonValue) => isPlaceholder(one));
}

function withoutControls(element: UiElement, hidden: ReadonlySet<string>): UiElement {
  if (!('elements' in element)) return element;
  return {
    ...element,
    elements: element.elements
      .filter((child) => !isHidden(child, hidden))
      .map((child) => withoutControls(child, hidden)),
  };
}

function isHidden(element: UiElement, hidden: ReadonlySet<string>): boolean {
  switch (element.type) {
    case 'Control':
    case 'MultiSelectControl':
      return element.admin || hidden.has(propertyOfScope(element.scope) ?? '');
    case 'Section':
    case 'VerticalLayout':
    case 'HorizontalLayout':
      return element.admin;
    case 'Unknown':
      return element.written.admin === true;
    default:
      return false;
  }
}
