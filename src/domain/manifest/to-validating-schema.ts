import { optionsReference } from './dynamic-property.ts';
import { isJsonObject, type JsonObject, type JsonValue, ownValue } from './json-value.ts';
import { constantsOf, listSchemas, mapSchemas } from './sub-schemas.ts';

/** The part of a normalised schema that a JSON Schema engine checks: without what the options of dynamic configs decide. */
export function toValidatingSchema(schema: JsonObject, isRequiredAsked: boolean): JsonObject {
  const plain = mapSchemas(schema, (node) => withConstantsAsEnum(withoutOptions(node, schema)));
  return isRequiredAsked ? plain : withoutRequired(plain);
}

/** Types and lists of dynamic configs are checked apart, with their options. */
function withoutOptions(node: JsonObject, root: JsonObject): JsonObject {
  if (optionsReference(node, root) === null) return node;
  return omit(node, ['$ref', 'type', 'enum', 'oneOf', 'nullable']);
}

/** A `oneOf` of constants as an `enum` says the same and gives one clear issue. */
function withConstantsAsEnum(node: JsonObject): JsonObject {
  const constants = Object.hasOwn(node, 'enum') ? null : constantsOf(node);
  return constants === null ? node : { ...omit(node, ['oneOf']), enum: constants };
}

/** Leaves out `required` everywhere, and whole conditions whose outcome would turn on it. */
function withoutRequired(schema: JsonObject): JsonObject {
  return mapSchemas(schema, (node) =>
    omit(node, [
      'required',
      'dependencies',
      'minProperties',
      ...CONDITIONS.filter((keyword) => asksRequired(ownValue(node, keyword))),
    ]),
  );
}

const CONDITIONS = ['anyOf', 'oneOf', 'not', 'if', 'then', 'else'];

function asksRequired(value: JsonValue | undefined): boolean {
  const schemas = [value].flat().filter(isJsonObject);
  return schemas.some((schema) => listSchemas(schema).some((inner) => Object.hasOwn(inner.schema, 'required')));
}

function omit(node: JsonObject, keywords: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(node).filter(([keyword]) => !keywords.includes(keyword)));
}
