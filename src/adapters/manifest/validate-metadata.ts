import { checkJsonValue } from '../../domain/manifest/check-json-value.ts';
import { isJsonObject, type JsonObject } from '../../domain/manifest/json-value.ts';
import type { ReleaseSchemas } from '../../domain/manifest/manifest.ts';
import { toValidatingSchema } from '../../domain/manifest/to-validating-schema.ts';
import {
  type ValidationIssue,
  type ValidationResult,
  validationResult,
} from '../../domain/manifest/validation-result.ts';
import { type CompiledSchema, compileSchema } from './compile-schema.ts';
import { describeSchemaErrors } from './describe-schema-errors.ts';

export interface MetadataToValidate {
  readonly metadata: JsonObject;
  /** False where only some keys are given and the others stay as they are. */
  readonly isRequiredAsked: boolean;
}

/** Checks metadata against one release, compiled once; without a schema any object is fine. */
export type MetadataValidation = (input: MetadataToValidate) => ValidationResult;

/**
 * Compiles what a release requires of metadata; runs in a schema thread.
 * @throws what ajv throws where the schema can't be compiled
 */
export function prepareMetadataValidation({ metadataSchema }: ReleaseSchemas): MetadataValidation {
  const schema = metadataSchema ?? { type: 'object' };
  const complete = compileSchema(toValidatingSchema(schema, true));
  let partial: CompiledSchema | undefined;
  return ({ metadata, isRequiredAsked }) => {
    if (!isJsonObject(metadata)) return validationResult([NOT_AN_OBJECT]);
    const unsafe = checkJsonValue(metadata);
    if (unsafe.length > 0) return validationResult(unsafe);
    if (!isRequiredAsked) partial ??= compileSchema(toValidatingSchema(schema, false));
    const errors = (isRequiredAsked ? complete : (partial ?? complete))(metadata);
    return validationResult(describeSchemaErrors(errors, schema));
  };
}

const NOT_AN_OBJECT: ValidationIssue = { pointer: '', code: 'type', message: 'The metadata has to be an object.' };
