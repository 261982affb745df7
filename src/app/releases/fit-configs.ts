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

/** What a move would do to a tenant; `unknown` where it could not be checked, so that it has to be checked again. */
export type ConfigsFit = 'fits' | 'breaks' | 'unknown';

/** Returns whether a move would break a tenant: the new release refuses its configs although the old one takes them. */
export async function fitConfigs(
  schemas: ConfigSchemas,
  { configs, metadata }: TenantValues,
  from: ReleaseSchemas,
  to: ReleaseSchemas,
): Promise<ConfigsFit> {
  if (hasSameSchemas(from, to)) return 'fits';
  const validate = (release: ReleaseSchemas): Promise<ValidationResult> =>
    schemas.validateConfigs(release, { configs, metadata, isRequiredAsked: true });
  const after = await validate(to);
  if (after.ok) return 'fits';
  const before = after.isUnknown ? after : await validate(from);
  if (before.isUnknown) return 'unknown';
  return before.ok ? 'breaks' : 'fits';
}

/** Returns whether two releases have the same rules for configs, so that no tenant's configs can fit only one of them. */
export function hasSameSchemas(left: ReleaseSchemas, right: ReleaseSchemas): boolean {
  return left === right || schemasText(left) === schemasText(right);
}

function schemasText({ configSchema, configUiSchema, metadataSchema }: ReleaseSchemas): string {
  return JSON.stringify([configSchema, configUiSchema, metadataSchema]);
}
