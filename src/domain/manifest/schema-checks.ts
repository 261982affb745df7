import type { JsonObject } from './json-value.ts';
import type { ReleaseSchemas } from './manifest.ts';
import type { ValidationResult } from './validation-result.ts';

/** Holds a tenant's values to the schemas of a release. */
export interface SchemaChecks {
  validateConfigs(
    schemas: ReleaseSchemas,
    input: { readonly configs: JsonObject; readonly metadata: JsonObject; readonly isRequiredAsked: boolean },
  ): Promise<ValidationResult>;
  validateMetadata(
    schemas: ReleaseSchemas,
    input: { readonly metadata: JsonObject; readonly isRequiredAsked: boolean },
  ): Promise<ValidationResult>;
}
