import type { JsonObject } from '../../domain/manifest/json-value.ts';
import type { ReleaseSchemas } from '../../domain/manifest/manifest.ts';
import type { ValidationResult } from '../../domain/manifest/validation-result.ts';

/** Holds a tenant's configs to a release's schemas. */
export interface ConfigSchemas {
  validateConfigs(
    schemas: ReleaseSchemas,
    input: { readonly configs: JsonObject; readonly metadata: JsonObject; readonly isRequiredAsked: boolean },
  ): Promise<ValidationResult>;
}

export interface TenantValues {
  readonly configs: JsonObject;
  readonly metadata: JsonObject;
}

/** Whether a move would break a tenant: the new release refuses its configs although the old one takes them. */
export async function breaksConfigs(
  schemas: ConfigSchemas,
  { configs, metadata }: TenantValues,
  from: ReleaseSchemas,
  to: ReleaseSchemas,
): Promise<boolean> {
  if (hasSameSchemas(from, to)) return false;
  const fits = async (release: ReleaseSchemas): Promise<boolean> =>
    (await schemas.validateConfigs(release, { configs, metadata, isRequiredAsked: true })).ok;
  return !(await fits(to)) && (await fits(from));
}

/** Whether two releases ask the same of configs, so that no tenant's can fit one of them alone. */
export function hasSameSchemas(left: ReleaseSchemas, right: ReleaseSchemas): boolean {
  return left === right || schemasText(left) === schemasText(right);
}

function schemasText({ configSchema, configUiSchema, metadataSchema }: ReleaseSchemas): string {
  return JSON.stringify([configSchema, configUiSchema, metadataSchema]);
}
