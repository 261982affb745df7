import { checkDynamicConfigs } from '../../domain/manifest/check-dynamic-configs.ts';
import { checkJsonValue } from '../../domain/manifest/check-json-value.ts';
import { describeField } from '../../domain/manifest/describe-field.ts';
import { listDynamicProperties } from '../../domain/manifest/dynamic-property.ts';
import { appendPointer } from '../../domain/manifest/json-pointer.ts';
import { isJsonObject, type JsonObject, ownObject } from '../../domain/manifest/json-value.ts';
import type { ReleaseSchemas } from '../../domain/manifest/manifest.ts';
import { titledSchema } from '../../domain/manifest/titled-schema.ts';
import { toValidatingSchema } from '../../domain/manifest/to-validating-schema.ts';
import {
  type ValidationIssue,
  type ValidationResult,
  validationResult,
} from '../../domain/manifest/validation-result.ts';
import { type CompiledSchema, compileSchema } from './compile-schema.ts';
import { describeSchemaErrors } from './describe-schema-errors.ts';

export interface ConfigsToValidate {
  readonly configs: JsonObject;
  /** What the tenant's init syncs have printed so far; `{}` before the first. */
  readonly metadata: JsonObject;
  /** False when a tenant is created and for `init` runs: the options aren't there yet. */
  readonly isRequiredAsked: boolean;
}

/** Checks configs against one release, compiled once. */
export type ConfigsValidation = (input: ConfigsToValidate) => ValidationResult;

/**
 * Compiles what a release requires of configs; runs in a schema thread.
 * @throws what ajv throws where the schema can't be compiled
 */
export function prepareConfigsValidation(schemas: ReleaseSchemas): ConfigsValidation {
  const schema = titledSchema(schemas);
  const dynamics = listDynamicProperties(schemas);
  const complete = compileSchema(toValidatingSchema(schema, true));
  let partial: CompiledSchema | undefined;
  return ({ configs, metadata, isRequiredAsked }) => {
    if (!isJsonObject(configs)) return validationResult([NOT_AN_OBJECT]);
    const unsafe = checkJsonValue(configs);
    if (unsafe.length > 0) return validationResult(unsafe);
    if (!isRequiredAsked) partial ??= compileSchema(toValidatingSchema(schema, false));
    const errors = (isRequiredAsked ? complete : (partial ?? complete))(configs);
    const dynamic = checkDynamicConfigs(dynamics, schema, configs, metadata);
    return validationResult(
      [...describeSchemaErrors(errors, schema), ...dynamic.issues],
      [...dynamic.warnings, ...unknownConfigs(configs, schema)],
    );
  };
}

const NOT_AN_OBJECT: ValidationIssue = { pointer: '', code: 'type', message: 'The configs have to be an object.' };

function unknownConfigs(configs: JsonObject, schema: JsonObject): readonly ValidationIssue[] {
  const properties = ownObject(schema, 'properties') ?? {};
  if (Object.hasOwn(schema, 'additionalProperties') || Object.hasOwn(schema, 'patternProperties')) return [];
  return Object.keys(configs)
    .filter((name) => !Object.hasOwn(properties, name))
    .map((name) => ({
      pointer: appendPointer('', name),
      code: 'unknown_config',
      message: `${describeField(schema, [name])} is not a config of this release; it is kept and passed on.`,
    }));
}
