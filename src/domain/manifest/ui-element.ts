import type { JsonObject } from './json-value.ts';

/** Options of a control; other keys that the author wrote are kept. */
export interface UiControlOptions extends JsonObject {
  /** Long text. */
  readonly multi: boolean;
  /** False = full width. */
  readonly trim: boolean;
  /** The config whose value decides which options this one offers, or null. */
  readonly dependsOn: string | null;
}

export interface UiControl {
  readonly type: 'Control' | 'MultiSelectControl';
  /** `#/properties/x`, or null where the author left it out. */
  readonly scope: string | null;
  readonly label: string | null;
  readonly hintText: string | null;
  /** For hub users only. */
  readonly admin: boolean;
  readonly options: UiControlOptions;
}

export interface UiLabel {
  readonly type: 'Label';
  readonly title: string | null;
  readonly subtitle: string | null;
}

export interface UiDivider {
  readonly type: 'Divider';
}

export interface UiSection {
  readonly type: 'Section';
  readonly label: string | null;
  readonly subtitle: string | null;
  readonly hintText: string | null;
  readonly admin: boolean;
  readonly elements: readonly UiElement[];
}

export interface UiLayout {
  readonly type: 'VerticalLayout' | 'HorizontalLayout';
  readonly admin: boolean;
  readonly elements: readonly UiElement[];
}

/** An element the hub doesn't know: kept as written, not drawn; its own elements are. */
export interface UiUnknown {
  readonly type: 'Unknown';
  readonly written: JsonObject;
  readonly elements: readonly UiElement[];
}

export type UiElement = UiControl | UiLabel | UiDivider | UiSection | UiLayout | UiUnknown;

/** All controls of a layout, in the order they are drawn, with whether the control or anything around it is for hub users only. */
export function listControls(
  element: UiElement | null,
  isInsideAdmin = false,
): readonly { readonly control: UiControl; readonly isAdminOnly: boolean }[] {
  if (element === null) return [];
  switch (element.type) {
    case 'Control':
    case 'MultiSelectControl':
      return [{ control: element, isAdminOnly: isInsideAdmin || element.admin }];
    case 'Section':
    case 'VerticalLayout':
    case 'HorizontalLayout':
      return element.elements.flatMap((child) => listControls(child, isInsideAdmin || element.admin));
    case 'Unknown':
      return element.elements.flatMap((child) => listControls(child, isInsideAdmin || element.written.admin === true));
    default:
      return [];
  }
}
