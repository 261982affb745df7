import { adminOnlyProperties } from '../manifest/admin-only-properties.ts';
import { parsePointer } from '../manifest/json-pointer.ts';
import type { ReleaseSchemas } from '../manifest/manifest.ts';
import { type ValidationIssue, type ValidationResult, validationResult } from '../manifest/validation-result.ts';
import type { ConfigViewer } from './config-viewer.ts';

/** Returns issues and warnings as the viewer may see them: nothing about configs that only hub users see. */
export function issuesForViewer(
  viewer: ConfigViewer,
  schemas: ReleaseSchemas,
  { issues, warnings }: ValidationResult,
): ValidationResult {
  const hidden = new Set(viewer === 'hub' ? [] : adminOnlyProperties(schemas.configUiSchema));
  const isShown = ({ pointer }: ValidationIssue): boolean => !hidden.has(parsePointer(pointer)[0] ?? '');
  return validationResult(issues.filter(isShown), warnings.filter(isShown));
}
