import { adminOnlyProperties } from '../manifest/admin-only-properties.ts';
import { describeField } from '../manifest/describe-field.ts';
import { appendPointer } from '../manifest/json-pointer.ts';
import { type JsonObject, ownValue } from '../manifest/json-value.ts';
import type { ReleaseSchemas } from '../manifest/manifest.ts';
import { titledSchema } from '../manifest/titled-schema.ts';
import type { ValidationIssue } from '../manifest/validation-result.ts';
import type { ConfigViewer } from './config-viewer.ts';

export interface AdminOnlyEdit {
  /** What is to be stored: of an end user's edit with the admin-only values as they were. */
  readonly configs: JsonObject;
  readonly issues: readonly ValidationIssue[];
}

/** Keeps an end user's edit off the configs that only hub users may set: left out they stay, changed they are refused. */
export function guardAdminOnly(
  viewer: ConfigViewer,
  schemas: ReleaseSchemas,
  stored: JsonObject,
  wanted: JsonObject,
): AdminOnlyEdit {
  if (viewer === 'hub') return { configs: wanted, issues: [] };
  const issues: ValidationIssue[] = [];
  const kept: Record<string, JsonObject[string]> = {};
  for (const name of adminOnlyProperties(schemas.configUiSchema)) {
    const old = ownValue(stored, name);
    const value = ownValue(wanted, name);
    if (value !== undefined && JSON.stringify(value) !== JSON.stringify(old)) issues.push(issue(schemas, name));
    if (old !== undefined) kept[name] = old;
  }
  return { configs: { ...wanted, ...kept }, issues };
}

function issue(schemas: ReleaseSchemas, name: string): ValidationIssue {
  const field = describeField(titledSchema(schemas), [name]);
  return { pointer: appendPointer('', name), code: 'admin_only', message: `${field} is set by users of the hub only.` };
}
