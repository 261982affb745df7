import { propertyOfScope } from './admin-only-properties.ts';
import { parseFragment } from './json-pointer.ts';
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  jsonTypeOf,
  ownObject,
  ownText,
  ownValue,
} from './json-value.ts';
import type { ReleaseSchemas } from './manifest.ts';
import { constantsOf } from './sub-schemas.ts';
import { listControls, type UiElement } from './ui-element.ts';

/** A config whose options come from an init sync (0.4) or from the tenant's metadata (1.0). */
export interface DynamicProperty {
  readonly property: string;
  /** Name of the options: of a definition or of a key of the metadata. */
  readonly source: string;
  readonly kind: 'definition' | 'metadata';
  /** `one` value, a `list` of them, or `either` (a multi-select over a property that doesn't say). */
  readonly holds: 'one' | 'list' | 'either';
  /** Whether a MultiSelectControl shows it. */
  readonly isMultiSelect: boolean;
  /** JSON types one value may have while there are no options; empty = any. */
  readonly types: readonly string[];
  /** The config whose value decides which options count, or null. */
  readonly dependsOn: string | null;
  /** Options that the manifest itself defines, else undefined; a placeholder is none. */
  readonly builtIn: JsonValue | undefined;
  /** What the manifest calls its placeholder, or null where it has none. */
  readonly placeholder: string | null;
}

/** The dynamic configs of a release, in the order of its schema. */
export function listDynamicProperties(schemas: ReleaseSchemas): readonly DynamicProperty[] {
  const properties = ownObject(schemas.configSchema ?? {}, 'properties') ?? {};
  return Object.entries(properties).flatMap(([name, property]) =>
    isJsonObject(property) ? (dynamicProperty(name, property, schemas) ?? []) : [],
  );
}

function dynamicProperty(name: string, property: JsonObject, schemas: ReleaseSchemas): DynamicProperty | null {
  const items = ownObject(property, 'items') ?? {};
  const own = optionsReference(property, schemas.configSchema);
  const reference = own ?? optionsReference(items, schemas.configSchema);
  if (reference === null) return null;
  const definition = definitionOf(reference, schemas);
  const controls = controlsOf(name, schemas.configUiSchema);
  const isMultiSelect = controls.some((control) => control.type === 'MultiSelectControl');
  return {
    property: name,
    ...reference,
    holds: heldBy(own === null, property, definition, isMultiSelect),
    isMultiSelect,
    types: acceptedTypes(own === null ? items : property, definition),
    dependsOn: controls.map((control) => control.options.dependsOn).find((parent) => parent !== null) ?? null,
    builtIn: withoutPlaceholder(writtenOptions(reference, definition)),
    placeholder: placeholderTitle(writtenOptions(reference, definition)),
  };
}

export interface OptionsReference {
  readonly source: string;
  readonly kind: 'definition' | 'metadata';
}

/** Where a schema's `$ref` takes options from, or null where it has none or refers to an ordinary schema. */
export function optionsReference(schema: JsonObject, root: JsonObject | null): OptionsReference | null {
  const ref = ownValue(schema, '$ref');
  const keys = typeof ref === 'string' ? parseFragment(ref) : null;
  const [place, source] = keys ?? [];
  if (keys?.length !== 2 || source === undefined) return null;
  if (place === 'metadata') return { source, kind: 'metadata' };
  if (place !== 'definitions') return null;
  const definition = ownValue(ownObject(root ?? {}, 'definitions') ?? {}, source);
  return definition === undefined || isOptionsLike(definition) ? { source, kind: 'definition' } : null;
}

const OPTIONS_KEYWORDS = new Set([
  'type',
  'enum',
  'oneOf',
  'const',
  'items',
  'title',
  'description',
  'default',
  'examples',
  'name',
  'uniqueItems',
  '$comment',
]);

/** A definition that holds options or their placeholder, and no rule of its own. */
function isOptionsLike(definition: JsonValue): boolean {
  if (!isJsonObject(definition)) return false;
  if (!Object.keys(definition).every((keyword) => OPTIONS_KEYWORDS.has(keyword))) return false;
  if (Object.hasOwn(definition, 'oneOf') && constantsOf(definition) === null) return false;
  const items = ownValue(definition, 'items');
  return ownValue(definition, 'type') !== 'object' && (items === undefined || isOptionsLike(items));
}

function definitionOf({ source, kind }: OptionsReference, schemas: ReleaseSchemas): JsonObject {
  const [schema, place] =
    kind === 'definition' ? [schemas.configSchema, 'definitions'] : [schemas.metadataSchema, 'properties'];
  return ownObject(ownObject(schema ?? {}, place) ?? {}, source) ?? {};
}

function controlsOf(property: string, uiSchema: UiElement | null) {
  return listControls(uiSchema)
    .map(({ control }) => control)
    .filter((control) => propertyOfScope(control.scope) === property);
}

function heldBy(
  isInItems: boolean,
  property: JsonObject,
  definition: JsonObject,
  isMultiSelect: boolean,
): DynamicProperty['holds'] {
  const types = [ownValue(property, 'type')].flat();
  if (isInItems || types.includes('array')) return 'list';
  const isListDefinition = types.includes(undefined) && ownValue(definition, 'type') === 'array';
  return isMultiSelect || isListDefinition ? 'either' : 'one';
}

/** The types of the schema itself (else of the definition) and of the placeholder's constants. */
function acceptedTypes(schema: JsonObject, definition: JsonObject): readonly string[] {
  const own = typesOf(schema);
  const inner = ownObject(definition, 'items') ?? definition;
  const declared = own.length > 0 ? own : typesOf(inner);
  if (declared.length === 0) return [];
  return [...new Set([...declared, ...(constantsOf(inner) ?? []).map(jsonTypeOf)])];
}

function typesOf(schema: JsonObject): readonly string[] {
  return [ownValue(schema, 'type')]
    .flat()
    .filter((type): type is string => typeof type === 'string' && type !== 'array');
}

function writtenOptions({ kind }: OptionsReference, definition: JsonObject): JsonValue | undefined {
  if (kind === 'metadata') return ownValue(definition, 'default');
  const inner = ownObject(definition, 'items') ?? definition;
  return ownValue(inner, 'enum') ?? ownValue(inner, 'oneOf');
}

function placeholderTitle(options: JsonValue | undefined): string | null {
  const placeholder = Array.isArray(options) ? options.find(isPlaceholder) : undefined;
  if (placeholder === undefined) return null;
  return isJsonObject(placeholder) ? (ownText(placeholder, 'title') ?? 'placeholder') : String(placeholder).trim();
}

/** Undefined where a list of options is empty or nothing but a placeholder. */
function withoutPlaceholder(options: JsonValue | undefined): JsonValue | undefined {
  if (!Array.isArray(options)) return options;
  return options.every(isPlaceholder) ? undefined : options;
}

/** Returns whether an option means "nothing fetched yet". */
export function isPlaceholder(option: JsonValue): boolean {
  const value = isJsonObject(option) ? ownValue(option, 'const') : option;
  return typeof value === 'string' && value.trim().toLowerCase() === 'placeholder';
}
