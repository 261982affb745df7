import { appendPointer, parseFragment } from './json-pointer.ts';
import { isJsonObject, type JsonObject, type JsonValue, ownObject, ownText, ownValue } from './json-value.ts';
import type { ManifestIssue } from './manifest.ts';
import type { UiControl, UiElement } from './ui-element.ts';

export interface NormalisedUiSchema {
  readonly uiSchema: UiElement;
  readonly notes: readonly ManifestIssue[];
}

/** Turns a JSON-Forms layout into a typed tree and checks each scope against the schema; a second pass changes nothing. */
export function normaliseUiSchema(written: JsonObject, schema: JsonObject | null): NormalisedUiSchema {
  const notes: ManifestIssue[] = [];
  return { uiSchema: normaliseElement(written, '', { schema, notes }), notes };
}

interface Context {
  readonly schema: JsonObject | null;
  readonly notes: ManifestIssue[];
}

function normaliseElement(element: JsonObject, pointer: string, context: Context): UiElement {
  const type = typeOf(element, pointer, context);
  switch (type) {
    case 'Control':
    case 'MultiSelectControl':
      return normaliseControl(type, element, pointer, context);
    case 'Label':
      return { type, title: text(element, 'title') ?? text(element, 'text'), subtitle: text(element, 'subtitle') };
    case 'Divider':
      return { type };
    case 'Section':
      return {
        type,
        label: text(element, 'label'),
        subtitle: text(element, 'subtitle'),
        hintText: text(element, 'hintText'),
        admin: isTrue(element.admin),
        elements: normaliseElements(element, pointer, context),
      };
    case 'VerticalLayout':
    case 'HorizontalLayout':
      return { type, admin: isTrue(element.admin), elements: normaliseElements(element, pointer, context) };
    default:
      return normaliseUnknown(type, element, pointer, context);
  }
}

/** The element's type; where it is missing, what its other keys show it to be. */
function typeOf(element: JsonObject, pointer: string, { notes }: Context): string {
  const type = ownText(element, 'type');
  if (type !== null) return type;
  const guess = Object.hasOwn(element, 'scope')
    ? 'Control'
    : Object.hasOwn(element, 'elements')
      ? 'VerticalLayout'
      : '';
  const message =
    guess === ''
      ? 'This element has no type and is not shown.'
      : `This element has no type; it is taken as "${guess}".`;
  notes.push({ pointer, code: 'ui_missing_type', message });
  return guess;
}

function normaliseControl(type: UiControl['type'], element: JsonObject, pointer: string, context: Context): UiControl {
  const scope = text(element, 'scope');
  noteScope(scope, pointer, context);
  const options = ownObject(element, 'options') ?? {};
  return {
    type,
    scope,
    label: text(element, 'label'),
    hintText: text(element, 'hintText'),
    admin: isTrue(element.admin),
    options: {
      ...options,
      multi: isTrue(ownValue(options, 'multi')),
      trim: ownValue(options, 'trim') !== false,
      dependsOn: parentOf(text(options, 'dependsOn'), pointer, context),
    },
  };
}

function noteScope(scope: string | null, pointer: string, { schema, notes }: Context): void {
  if (scope === null) {
    notes.push({
      pointer,
      code: 'ui_no_scope',
      message: 'This control has no scope, so it shows nothing; add e.g. "#/properties/name".',
    });
  } else if (!isInSchema(scope, schema)) {
    const message = `The scope "${scope.slice(0, 80)}" is not in the schema, so this control shows nothing.`;
    notes.push({ pointer: appendPointer(pointer, 'scope'), code: 'ui_scope_unknown', message });
  }
}

function isInSchema(scope: string, schema: JsonObject | null): boolean {
  const keys = parseFragment(scope);
  if (keys === null || keys.length === 0) return false;
  let place: JsonValue | undefined = schema ?? undefined;
  for (const key of keys) place = isJsonObject(place) ? ownValue(place, key) : undefined;
  return isJsonObject(place);
}

/** `dependsOn` names a property, as such or as a scope. */
function parentOf(dependsOn: string | null, pointer: string, { schema, notes }: Context): string | null {
  if (dependsOn === null) return null;
  const parent = parseFragment(dependsOn)?.at(-1) ?? dependsOn;
  if (ownObject(ownObject(schema ?? {}, 'properties') ?? {}, parent) === undefined) {
    const message = `"dependsOn" names "${parent.slice(0, 80)}", which is not a property of the schema.`;
    notes.push({ pointer: appendPointer(pointer, 'options', 'dependsOn'), code: 'ui_parent_unknown', message });
  }
  return parent;
}

function normaliseUnknown(type: string, element: JsonObject, pointer: string, context: Context): UiElement {
  const before = type === 'Unknown' ? ownObject(element, 'written') : undefined;
  const written = before ?? Object.fromEntries(Object.entries(element).filter(([key]) => key !== 'elements'));
  if (type !== '' && before === undefined) {
    const message = `The element "${type.slice(0, 80)}" is unknown; it is kept but not shown.`;
    context.notes.push({ pointer: appendPointer(pointer, 'type'), code: 'ui_unknown_element', message });
  }
  const isScoped = before === undefined && Object.hasOwn(element, 'scope');
  const control = isScoped ? [normaliseControl('Control', element, pointer, context)] : [];
  return { type: 'Unknown', written, elements: [...control, ...normaliseElements(element, pointer, context)] };
}

function normaliseElements(element: JsonObject, pointer: string, context: Context): readonly UiElement[] {
  const elements = ownValue(element, 'elements') ?? [];
  const at = appendPointer(pointer, 'elements');
  if (!Array.isArray(elements)) {
    context.notes.push({
      pointer: at,
      code: 'ui_elements_not_list',
      message: '"elements" has to be a list; it is ignored.',
    });
    return [];
  }
  return elements.flatMap((child: JsonValue, index) => {
    const childAt = appendPointer(at, index);
    if (isJsonObject(child)) return [normaliseElement(child, childAt, context)];
    context.notes.push({
      pointer: childAt,
      code: 'ui_element_not_object',
      message: 'This entry is not an element; it is ignored.',
    });
    return [];
  });
}

/** Text as it is, numbers and `true` as text, anything else as absent. */
function text(element: JsonObject, key: string): string | null {
  const value = ownValue(element, key);
  if (typeof value === 'number' || value === true) return String(value);
  return typeof value === 'string' ? value : null;
}

function isTrue(value: JsonValue | undefined): boolean {
  return value === true || value === 'true';
}
