import { appendPointer } from './json-pointer.ts';
import { isJsonObject, type JsonObject, type JsonValue, ownValue } from './json-value.ts';

const SINGLE = [
  'items',
  'additionalItems',
  'additionalProperties',
  'contains',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
];
const LISTS = ['allOf', 'anyOf', 'oneOf', 'items'];
const MAPS = ['properties', 'patternProperties', 'definitions', '$defs', 'dependencies'];

export interface LocatedSchema {
  readonly schema: JsonObject;
  readonly pointer: string;
}

/** The schema and every schema in it, outermost first; only where a draft-07 keyword holds schemas. */
export function listSchemas(schema: JsonObject, pointer = ''): readonly LocatedSchema[] {
  const found: LocatedSchema[] = [{ schema, pointer }];
  mapChildren(schema, pointer, (child, childPointer) => {
    found.push(...listSchemas(child, childPointer));
    return child;
  });
  return found;
}

/** A copy of the schema with `visit` applied to each schema in it, the outer one before its inner ones. */
export function mapSchemas(
  schema: JsonObject,
  visit: (schema: JsonObject, pointer: string) => JsonObject,
  pointer = '',
): JsonObject {
  return mapChildren(visit(schema, pointer), pointer, (child, childPointer) => mapSchemas(child, visit, childPointer));
}

type VisitChild = (child: JsonObject, pointer: string) => JsonObject;

function mapChildren(schema: JsonObject, pointer: string, visit: VisitChild): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, mapKeyword(keyword, value, pointer, visit)]),
  );
}

function mapKeyword(keyword: string, value: JsonValue, pointer: string, visit: VisitChild): JsonValue {
  const at = appendPointer(pointer, keyword);
  if (MAPS.includes(keyword) && isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, child]) => [
        name,
        isJsonObject(child) ? visit(child, appendPointer(at, name)) : child,
      ]),
    );
  }
  if (LISTS.includes(keyword) && Array.isArray(value)) {
    return value.map((child, index) => (isJsonObject(child) ? visit(child, appendPointer(at, index)) : child));
  }
  return SINGLE.includes(keyword) && isJsonObject(value) ? visit(value, at) : value;
}

/** The constants of an `enum` or of a `oneOf` of nothing but constants; null where the schema has neither. */
export function constantsOf(schema: JsonObject): readonly JsonValue[] | null {
  const list = ownValue(schema, 'enum');
  if (Array.isArray(list)) return list;
  const choices = ownValue(schema, 'oneOf');
  if (!Array.isArray(choices) || choices.length === 0) return null;
  const constants: JsonValue[] = [];
  for (const choice of choices) {
    const constant = isJsonObject(choice) ? ownValue(choice, 'const') : undefined;
    if (constant === undefined) return null;
    constants.push(constant);
  }
  return constants;
}
