import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { appendPointer } from '../../domain/manifest/json-pointer.ts';
import { type JsonObject, ownValue } from '../../domain/manifest/json-value.ts';
import type { ManifestIssue } from '../../domain/manifest/manifest.ts';
import { listSchemas } from '../../domain/manifest/sub-schemas.ts';
import { compileLinearPattern } from './linear-pattern.ts';

const MAX_FAULTS = 20;

/** Returns the issues of a normalised schema that is not a draft-07 JSON Schema of an object; it is not compiled here. */
export function checkJsonSchema(schema: JsonObject): readonly ManifestIssue[] {
  const type = ownValue(schema, 'type');
  if (type !== 'object') {
    return [
      {
        pointer: '/type',
        code: 'schema_not_object',
        message: 'The schema has to describe an object: write "type: object".',
      },
    ];
  }
  const isValid = metaSchema()(schema);
  const issues = isValid ? [] : schemaFaults(metaSchema().errors ?? []);
  return [...issues, ...patternFaults(schema)].slice(0, MAX_FAULTS);
}

let compiled: ValidateFunction | undefined;

function metaSchema(): ValidateFunction {
  if (compiled === undefined) {
    const ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateFormats: false });
    compiled = ajv.getSchema('http://json-schema.org/draft-07/schema');
  }
  if (compiled === undefined) throw new Error('ajv brings the draft-07 meta-schema');
  return compiled;
}

/** One issue per place: the innermost places only, since an outer `anyOf` repeats what is inside it. */
function schemaFaults(errors: readonly ErrorObject[]): readonly ManifestIssue[] {
  const byPlace = Map.groupBy(errors, (error) => error.instancePath);
  return [...byPlace].map(([pointer, all]) => ({ pointer, code: 'not_json_schema', message: describe(pointer, all) }));
}

function describe(pointer: string, errors: readonly ErrorObject[]): string {
  const keyword = pointer.split('/').at(-1) ?? '';
  const name = pointer === '' ? 'The schema' : `"${keyword.slice(0, 80)}"`;
  if (keyword === 'type') return `${name} has to be one of string, number, integer, boolean, array, object or null.`;
  const types = errors.filter((error) => error.keyword === 'type').map((error) => String(error.params.type));
  if (types.length > 0)
    return `${name} has to be ${[...new Set(types)].map((type) => WORDS[type] ?? type).join(' or ')}.`;
  return `${name} is not valid in a JSON Schema: it ${errors[0]?.message ?? 'is wrong'}.`;
}

const WORDS: Readonly<Record<string, string>> = {
  object: 'a mapping',
  array: 'a list',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  'object,boolean': 'a schema',
};

function patternFaults(schema: JsonObject): readonly ManifestIssue[] {
  return listSchemas(schema).flatMap(({ schema: node, pointer }) => {
    const own = ownValue(node, 'pattern');
    const byName = Object.keys(ownValue(node, 'patternProperties') ?? {});
    return [
      ...(typeof own === 'string' ? patternIssue(own, appendPointer(pointer, 'pattern')) : []),
      ...byName.flatMap((pattern) => patternIssue(pattern, appendPointer(pointer, 'patternProperties', pattern))),
    ];
  });
}

function patternIssue(pattern: string, pointer: string): readonly ManifestIssue[] {
  const result = compileLinearPattern(pattern);
  return result.ok ? [] : [{ pointer, code: 'pattern_not_linear', message: result.message }];
}
