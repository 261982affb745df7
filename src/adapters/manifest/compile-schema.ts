import { Ajv, type ErrorObject, type Format } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { JsonObject, JsonValue } from '../../domain/manifest/json-value.ts';
import { compileLinearPattern } from './linear-pattern.ts';

/** Errors of a value, empty where it fits. */
export type CompiledSchema = (value: JsonValue) => readonly ErrorObject[];

/**
 * Compiles a partner's schema with ajv; only ever called in a thread of its own, since it may take forever.
 * @throws what ajv throws where the schema can't be compiled
 */
export function compileSchema(schema: JsonObject): CompiledSchema {
  // One instance a schema: ajv keeps whatever it has compiled for as long as it lives.
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    ownProperties: true,
    logger: false,
    meta: false,
    validateSchema: false,
    formats: FORMATS,
    code: { regExp: linearRegExp },
  });
  const validate = ajv.compile(schema);
  return (value) => (validate(value) ? [] : (validate.errors ?? []));
}

/** The three formats of a manifest; a time zone may be left out, as form fields do. Others aren't checked. */
const FORMATS: Record<string, Format> = {
  date: fullFormats.date,
  time: fullFormats['iso-time'],
  'date-time': fullFormats['iso-date-time'],
};

const linearRegExp = Object.assign(
  (pattern: string) => {
    const compiled = compileLinearPattern(pattern);
    if (!compiled.ok) throw new SyntaxError(compiled.message);
    // ajv distinguishes patterns by their text form.
    return { test: compiled.test, toString: () => `/${pattern}/` };
  },
  { code: 'linearRegExp' },
);
