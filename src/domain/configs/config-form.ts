import { adminOnlyProperties, propertyOfScope } from '../manifest/admin-only-properties.ts';
import { type JsonObject, type JsonValue, ownObject, ownText, ownValue } from '../manifest/json-value.ts';
import type { ReleaseSchemas } from '../manifest/manifest.ts';
import { titledSchema } from '../manifest/titled-schema.ts';
import { listControls, type UiElement } from '../manifest/ui-element.ts';
import { type ConfigFormInput, type FieldChoices, fieldChoices } from './field-choices.ts';
import { schemasForViewer } from './schemas-for-viewer.ts';

export interface ConfigField {
  readonly name: string;
  /** As the form labels it. */
  readonly label: string;
  readonly hint: string | null;
  readonly isRequired: boolean;
  readonly isAdminOnly: boolean;
  readonly isSet: boolean;
  readonly value: JsonValue;
  /** Null where any value of the type may be given. */
  readonly choices: FieldChoices | null;
}

export interface ConfigForm {
  readonly schema: JsonObject | null;
  readonly uiSchema: UiElement | null;
  readonly values: JsonObject;
  /** In the order of the layout; those without a control come last. */
  readonly fields: readonly ConfigField[];
}

/** The one form of a release's configs, as hub and marketplace draw it. */
export function describeConfigForm(schemas: ReleaseSchemas, input: ConfigFormInput): ConfigForm {
  const { configSchema, configUiSchema } = schemasForViewer(input.viewer, schemas);
  const adminOnly = new Set(adminOnlyProperties(schemas.configUiSchema));
  const isShown = (name: string): boolean => input.viewer === 'hub' || !adminOnly.has(name);
  const titled = titledSchema({ ...schemas, configSchema, configUiSchema });
  const properties = ownObject(titled, 'properties') ?? {};
  const required = [ownValue(titled, 'required')].flat();
  const hints = hintsOf(configUiSchema);
  const choicesOf = fieldChoices(schemas, input);
  return {
    schema: configSchema,
    uiSchema: configUiSchema,
    values: Object.fromEntries(Object.entries(input.configs).filter(([name]) => isShown(name))),
    fields: inOrder(Object.keys(properties), configUiSchema).map((name) => {
      const property = ownObject(properties, name) ?? {};
      const value = ownValue(input.configs, name);
      return {
        name,
        label: ownText(property, 'title') ?? name,
        hint: hints.get(name) ?? null,
        isRequired: required.includes(name),
        isAdminOnly: adminOnly.has(name),
        isSet: value !== undefined,
        value: value ?? null,
        choices: choicesOf(name, property),
      };
    }),
  };
}

function inOrder(names: readonly string[], uiSchema: UiElement | null): readonly string[] {
  const drawn = listControls(uiSchema).map(({ control }) => propertyOfScope(control.scope));
  const known = new Set(names);
  return [...new Set([...drawn.filter((name): name is string => name !== null && known.has(name)), ...names])];
}

function hintsOf(uiSchema: UiElement | null): ReadonlyMap<string | null, string> {
  const hints = new Map<string | null, string>();
  for (const { control } of listControls(uiSchema)) {
    const name = propertyOfScope(control.scope);
    if (control.hintText !== null && !hints.has(name)) hints.set(name, control.hintText);
  }
  return hints;
}
