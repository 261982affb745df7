import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import type { TSchema } from 'typebox';
import type { InputIssue } from '../../src/errors/app-error.ts';

const addFormats = addFormatsModule.default;
const MAX_ISSUES = 50;

/** Returns what is wrong; fills in defaults. */
export type Validator = (value: unknown) => readonly InputIssue[];

export function compileJson(schema: object): Validator {
  return toValidator(ajv.compile(schema));
}

/** The schema with every object that lists its fields closed to others. */
export function closeObjects(schema: TSchema): object {
  return close(JSON.parse(JSON.stringify(schema))) as object;
}

const ajv = new Ajv2020({ allErrors: true, useDefaults: true, strictTypes: false });
addFormats(ajv);

function toValidator(validate: ValidateFunction): Validator {
  return (value) => {
    if (validate(value)) return [];
    return (validate.errors ?? []).slice(0, MAX_ISSUES).map(toInputIssue);
  };
}

function toInputIssue(error: ErrorObject): InputIssue {
  const params = error.params as Record<string, unknown>;
  const name = params.missingProperty ?? params.additionalProperty;
  const pointer = typeof name === 'string' ? `${error.instancePath}/${name}` : error.instancePath;
  if (error.keyword === 'required') return { pointer, message: 'is required' };
  if (error.keyword === 'additionalProperties') return { pointer, message: 'is not a known field' };
  if (error.keyword === 'enum') {
    return { pointer, message: `must be one of ${(params.allowedValues as unknown[]).join(', ')}` };
  }
  return { pointer, message: error.message ?? 'is not valid' };
}

function close(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(close);
  if (typeof node !== 'object' || node === null) return node;
  // Names are the document's; two schemas with one $id would be one too many for the validator.
  const entries = Object.entries(node).filter(([key, value]) => key !== '$id' || typeof value !== 'string');
  const closed = Object.fromEntries(entries.map(([key, value]) => [key, close(value)]));
  const isObject = closed.type === 'object' && typeof closed.properties === 'object';
  return isObject && closed.additionalProperties === undefined ? { ...closed, additionalProperties: false } : closed;
}
