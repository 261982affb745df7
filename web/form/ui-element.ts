/** One element of a form's layout, as the hub returns it (docs/manifest.md, "Layout"). */
export interface UiElement {
  readonly type: string;
  readonly scope?: string | null;
  readonly label?: string | null;
  readonly title?: string | null;
  readonly subtitle?: string | null;
  readonly hintText?: string | null;
  readonly admin?: boolean;
  readonly options?: { readonly multi?: boolean; readonly trim?: boolean; readonly dependsOn?: string | null };
  readonly elements?: readonly UiElement[];
}

/** Returns the config that a control is for, null where its scope names none. */
export function propertyOfScope(scope: string | null | undefined): string | null {
  const pointer = /^#\/properties\/([^/]+)$/.exec(scope ?? '')?.[1];
  return pointer === undefined ? null : pointer.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** Returns the names of all configs that have a control in the layout. */
export function drawnFields(element: UiElement | null): ReadonlySet<string> {
  if (element === null) return new Set();
  const own = propertyOfScope(element.scope);
  const inside = (element.elements ?? []).flatMap((child) => [...drawnFields(child)]);
  return new Set(own === null ? inside : [own, ...inside]);
}
