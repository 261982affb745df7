import { appendPointer } from './json-pointer.ts';
import { hasJsonType, isJsonObject, type JsonObject, type JsonValue, jsonTypeOf, ownValue } from './json-value.ts';
import type { ManifestIssue } from './manifest.ts';
import { constantsOf, mapSchemas } from './sub-schemas.ts';

export interface NormalisedSchema {
  readonly schema: JsonObject;
  /** What was tidied up, in the order of the schema. */
  readonly notes: readonly ManifestIssue[];
}

type Note = (keyword: string, code: string, message: string) => void;
type Step = (schema: JsonObject, note: Note) => JsonObject;

/** Tidies a partner's schema into draft-07 without changing what it means; a second pass changes nothing. */
export function normaliseSchema(written: JsonObject): NormalisedSchema {
  const notes: ManifestIssue[] = [];
  const schema = mapSchemas(written, (node, pointer) => {
    const note: Note = (keyword, code, message) =>
      notes.push({ pointer: keyword === '' ? pointer : appendPointer(pointer, keyword), code, message });
    const steps = pointer === '' ? [dropStrays, tidyRoot, ...EVERYWHERE] : EVERYWHERE;
    return steps.reduce((current, step) => step(current, note), node);
  });
  return { schema, notes };
}

/** Keywords that say nothing here, or that would tie the schema to another document. */
const DROPPED = new Set(['ref', '$id', 'id', '$schema', '$async', '$anchor']);
const MAY_BE_NULL = new Set(['const', 'default', 'example']);

const dropStrays: Step = (schema, note) =>
  withEntries(schema, (entries) =>
    entries.filter(([keyword, value]) => {
      if (value === null && !MAY_BE_NULL.has(keyword)) {
        note(keyword, 'empty_keyword', `"${keyword}" has no value and is ignored.`);
        return false;
      }
      if (keyword === 'ref')
        note('ref', 'stray_ref', '"ref" means nothing in a schema and is ignored; a reference is written "$ref".');
      return !DROPPED.has(keyword);
    }),
  );

const fillEmptyProperties: Step = (schema, note) => {
  const properties = ownValue(schema, 'properties');
  if (!isJsonObject(properties) || !Object.values(properties).includes(null)) return schema;
  const filled = Object.entries(properties).map(([name, value]) => {
    if (value === null)
      note('properties', 'empty_property', `The property "${name}" says nothing, so any value is fine.`);
    return [name, value ?? {}];
  });
  return { ...schema, properties: Object.fromEntries(filled) };
};

const renameLimits: Step = (schema) =>
  withEntries(schema, (entries) => {
    const limits = new Map<string, JsonValue>();
    for (const [keyword, value] of entries) {
      if (keyword === 'min' || keyword === 'minimum')
        limits.set('minimum', stricter(limits.get('minimum'), value, Math.max));
      if (keyword === 'max' || keyword === 'maximum')
        limits.set('maximum', stricter(limits.get('maximum'), value, Math.min));
    }
    return [...entries.filter(([keyword]) => !LIMITS.has(keyword)), ...limits];
  });

const LIMITS = new Set(['min', 'max', 'minimum', 'maximum']);

function stricter(one: JsonValue | undefined, other: JsonValue, pick: (a: number, b: number) => number): JsonValue {
  if (one === undefined) return other;
  if (typeof one !== 'number' || typeof other !== 'number') return typeof one === 'number' ? other : one;
  return pick(one, other);
}

/** `required: true` on a property itself is how draft-03 said it. */
const liftRequired: Step = (schema, note) => {
  const own = ownValue(schema, 'required');
  const kept =
    typeof own === 'boolean' ? withEntries(schema, (all) => all.filter(([key]) => key !== 'required')) : schema;
  const properties = ownValue(kept, 'properties');
  if (!isJsonObject(properties)) return kept;
  const lifted = Object.entries(properties)
    .filter(([, property]) => isJsonObject(property) && ownValue(property, 'required') === true)
    .map(([name]) => name);
  if (lifted.length === 0) return kept;
  note(
    'properties',
    'required_on_property',
    'List the names of required properties in "required" beside "properties".',
  );
  const listed = ownValue(kept, 'required');
  return { ...kept, required: [...new Set([...(Array.isArray(listed) ? listed : []), ...lifted])] };
};

const dropEmptyOptions: Step = (schema, note) =>
  withEntries(schema, (entries) =>
    entries.filter(([keyword, value]) => {
      const isEmpty = (keyword === 'enum' || keyword === 'oneOf') && Array.isArray(value) && value.length === 0;
      if (isEmpty) note(keyword, 'no_options', `"${keyword}" has no entries and is ignored.`);
      return !isEmpty;
    }),
  );

const dropRepeatedOptions: Step = (schema, note) => {
  const keyword = Object.hasOwn(schema, 'enum') ? 'enum' : 'oneOf';
  const list = ownValue(schema, keyword);
  const constants = constantsOf(schema);
  if (constants === null || !Array.isArray(list)) return schema;
  const seen = new Set<string>();
  const unique = list.filter((_, index) => {
    const key = JSON.stringify(constants[index]);
    return seen.has(key) ? false : seen.add(key);
  });
  if (unique.length === list.length) return schema;
  note(keyword, 'repeated_option', `"${keyword}" names an option twice; the first one counts.`);
  return { ...schema, [keyword]: unique };
};

const letOptionsDecideType: Step = (schema, note) => {
  const constants = constantsOf(schema);
  const type = ownValue(schema, 'type');
  const types = Array.isArray(type) ? type : [type];
  if (constants === null || !types.every((one) => typeof one === 'string')) return schema;
  if (constants.every((constant) => types.some((one) => hasJsonType(constant, one)))) return schema;
  const actual = [...new Set(constants.map(jsonTypeOf))];
  note('type', 'type_differs_from_options', `The options are not of the type "${types.join(', ')}"; the options win.`);
  return { ...schema, type: actual.length === 1 ? actual.join() : actual };
};

const noteTypeBesideRef: Step = (schema, note) => {
  if (Object.hasOwn(schema, '$ref') && Object.hasOwn(schema, 'type')) {
    note(
      'type',
      'type_beside_ref',
      '"type" beside "$ref" is not standard; it holds until there are options, then their type does.',
    );
  }
  return schema;
};

/** ajv refuses `nullable` without a type; without one null is fine anyway. */
const dropLoneNullable: Step = (schema) =>
  Object.hasOwn(schema, 'nullable') && !Object.hasOwn(schema, 'type')
    ? withEntries(schema, (entries) => entries.filter(([key]) => key !== 'nullable'))
    : schema;

const tidyRoot: Step = (schema, note) => {
  if (Object.hasOwn(schema, 'name')) note('name', 'stray_name', '"name" means nothing in a schema and is ignored.');
  const rest = withEntries(schema, (entries) => entries.filter(([key]) => key !== 'name'));
  if (Object.hasOwn(rest, 'type')) return rest;
  note('', 'missing_type', 'The schema lacks "type: object"; it is taken as that.');
  return { ...rest, type: 'object' };
};

const EVERYWHERE: readonly Step[] = [
  dropStrays,
  fillEmptyProperties,
  renameLimits,
  liftRequired,
  dropEmptyOptions,
  dropRepeatedOptions,
  letOptionsDecideType,
  noteTypeBesideRef,
  dropLoneNullable,
];

type Entries = readonly (readonly [string, JsonValue])[];

function withEntries(schema: JsonObject, change: (entries: Entries) => Entries): JsonObject {
  return Object.fromEntries(change(Object.entries(schema)));
}
