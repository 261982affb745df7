import type { JsonObject } from '../domain/manifest/json-value.ts';
import type { ReleaseSchemas } from '../domain/manifest/manifest.ts';
import type { ValidationResult } from '../domain/manifest/validation-result.ts';

/** Holds what people save for a tenant to the schemas of its release. */
export interface TenantSchemas {
  validateConfigs(
    schemas: ReleaseSchemas,
    input: { readonly configs: JsonObject; readonly metadata: JsonObject; readonly isRequiredAsked: boolean },
  ): Promise<ValidationResult>;
  validateMetadata(
    schemas: ReleaseSchemas,
    input: { readonly metadata: JsonObject; readonly isRequiredAsked: boolean },
  ): Promise<ValidationResult>;
}
