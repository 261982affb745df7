import type { ConfigField, ConfigForm } from '../api/types.ts';

/** What the form holds, by the configs' names; a config without a value has no entry. */
export type FormValues = Readonly<Record<string, unknown>>;

/** Returns the values with one set, or taken out where it is empty. */
export function withValue(values: FormValues, name: string, value: unknown): FormValues {
  const { [name]: _, ...others } = values;
  return isEmpty(value) ? others : { ...others, [name]: value };
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Returns whether both hold the same, in whatever order. */
export function isSameValues(left: FormValues, right: FormValues): boolean {
  return canonical(left) === canonical(right);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** What a schema says of one config, as far as a control depends on it. */
export interface FieldType {
  readonly kind: 'text' | 'number' | 'integer' | 'boolean' | 'json';
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly format: string | undefined;
}

/** Returns the type of a config by the release's schema. */
export function fieldType(schema: ConfigForm['schema'], name: string): FieldType {
  const property = propertyOf(schema, name);
  const types = [property.type].flat();
  const number = (key: string): number | undefined => (typeof property[key] === 'number' ? property[key] : undefined);
  return {
    kind: kindOf(types, property),
    min: number('minimum'),
    max: number('maximum'),
    format: typeof property.format === 'string' ? property.format : undefined,
  };
}

function propertyOf(schema: ConfigForm['schema'], name: string): Record<string, unknown> {
  const properties = (schema?.properties ?? {}) as Record<string, unknown>;
  return (Object.hasOwn(properties, name) ? (properties[name] as Record<string, unknown> | null) : null) ?? {};
}

function kindOf(types: readonly unknown[], property: Record<string, unknown>): FieldType['kind'] {
  if (types.includes('boolean')) return 'boolean';
  if (types.includes('integer')) return 'integer';
  if (types.includes('number')) return 'number';
  if (types.includes('object') || types.includes('array') || property.properties !== undefined) return 'json';
  return 'text';
}

/** Returns the names of the fields that a layout draws, so that the others can be drawn after it. */
export function fieldsByName(fields: readonly ConfigField[]): ReadonlyMap<string, ConfigField> {
  return new Map(fields.map((field) => [field.name, field]));
}
