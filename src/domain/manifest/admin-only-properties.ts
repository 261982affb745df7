import { parseFragment } from './json-pointer.ts';
import { listControls, type UiElement } from './ui-element.ts';

/** Names of the configs that only hub users may set: those with a control that is, or is inside, `admin: true`. */
export function adminOnlyProperties(uiSchema: UiElement | null): readonly string[] {
  const names = listControls(uiSchema)
    .filter(({ isAdminOnly }) => isAdminOnly)
    .flatMap(({ control }) => propertyOfScope(control.scope) ?? []);
  return [...new Set(names)];
}

/** The config that a scope such as `#/properties/x` belongs to, or null; of a nested scope the outermost. */
export function propertyOfScope(scope: string | null): string | null {
  const [keyword, name] = (scope === null ? null : parseFragment(scope)) ?? [];
  return keyword === 'properties' && name !== undefined ? name : null;
}
