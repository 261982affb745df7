import type { ErrorObject } from 'ajv';
import { describeField } from '../../domain/manifest/describe-field.ts';
import { appendPointer, parsePointer } from '../../domain/manifest/json-pointer.ts';
import type { JsonObject } from '../../domain/manifest/json-value.ts';
import type { ValidationIssue } from '../../domain/manifest/validation-result.ts';

const MAX_FAULTS = 50;

/** ajv's errors as plain sentences that name the field and never its value, one a place and reason. */
export function describeSchemaErrors(errors: readonly ErrorObject[], schema: JsonObject): readonly ValidationIssue[] {
  const outer = errors.filter((error) => !/\/(anyOf|oneOf)\/\d+\//.test(error.schemaPath) && error.keyword !== 'if');
  const notes = new Map<string, ValidationIssue>();
  for (const error of outer.length > 0 ? outer : errors) {
    const note = describeError(error, schema);
    notes.set(`${note.pointer} ${note.code}`, note);
    if (notes.size >= MAX_FAULTS) break;
  }
  return [...notes.values()];
}

function describeError(error: ErrorObject, schema: JsonObject): ValidationIssue {
  const extra: unknown = error.params.missingProperty ?? error.params.additionalProperty;
  const pointer = typeof extra === 'string' ? appendPointer(error.instancePath, extra) : error.instancePath;
  const field = describeField(schema, parsePointer(pointer));
  return { pointer, code: error.keyword, message: `${field} ${say(error)}.` };
}

function say({ keyword, params, message }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return 'is required';
    case 'type':
      return `has to be ${[params.type]
        .flat()
        .map((type: string) => TYPES[type] ?? type)
        .join(' or ')}`;
    case 'enum':
      return `has to be one of ${list(params.allowedValues)}`;
    case 'const':
      return `has to be ${list([params.allowedValue])}`;
    case 'format':
      return `has to be ${FORMATS[String(params.format)] ?? 'in the right format'}`;
    case 'pattern':
      return 'is not written as it has to be (its pattern does not match)';
    case 'additionalProperties':
      return 'is not known here';
    case 'anyOf':
    case 'oneOf':
      return 'fits none of the allowed forms, or several of them';
    default:
      return (message ?? 'is not valid').replace(/^must /, 'has to ').replace('NOT', 'not');
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'empty',
};

const FORMATS: Readonly<Record<string, string>> = {
  date: 'a date such as 2026-01-31',
  time: 'a time such as 13:45:00',
  'date-time': 'a date and time such as 2026-01-31T13:45:00Z',
};

const MAX_LISTED = 8;

function list(values: unknown): string {
  const all = Array.isArray(values) ? values : [];
  const shown = all.slice(0, MAX_LISTED).map((value) => JSON.stringify(value)?.slice(0, 60));
  return all.length > MAX_LISTED ? `${shown.join(', ')} and ${all.length - MAX_LISTED} more` : shown.join(', ');
}
