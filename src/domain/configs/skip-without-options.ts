import { describeField } from '../manifest/describe-field.ts';
import { listDynamicProperties } from '../manifest/dynamic-property.ts';
import { appendPointer, parsePointer } from '../manifest/json-pointer.ts';
import type { JsonObject } from '../manifest/json-value.ts';
import type { ReleaseSchemas } from '../manifest/manifest.ts';
import { resolveOptions } from '../manifest/resolve-options.ts';
import { titledSchema } from '../manifest/titled-schema.ts';
import { type ValidationIssue, type ValidationResult, validationResult } from '../manifest/validation-result.ts';

/**
 * Of an edit: a required config without a value is no issue as long as nobody can choose one, since its options are not
 * fetched yet; the other configs can be saved, for the very init sync that fetches them. A run requires it.
 */
export function skipWithoutOptions(
  schemas: ReleaseSchemas,
  { configs, metadata }: { readonly configs: JsonObject; readonly metadata: JsonObject },
  validation: ValidationResult,
): ValidationResult {
  const required = new Set(validation.issues.filter(({ code }) => code === 'required').map(({ pointer }) => pointer));
  const excused = new Set(
    listDynamicProperties(schemas)
      .filter(({ property }) => required.has(appendPointer('', property)))
      .filter((dynamic) => resolveOptions(dynamic, metadata, configs).kind === 'none')
      .map(({ property }) => appendPointer('', property)),
  );
  const isExcused = ({ code, pointer }: ValidationIssue): boolean => code === 'required' && excused.has(pointer);
  const titled = titledSchema(schemas);
  const warnings = validation.issues.filter(isExcused).map(({ pointer }) => {
    const field = describeField(titled, parsePointer(pointer));
    return { pointer, code: 'required_later', message: `${field} is required once its options are there.` };
  });
  return validationResult(
    validation.issues.filter((issue) => !isExcused(issue)),
    [...validation.warnings, ...warnings],
  );
}
