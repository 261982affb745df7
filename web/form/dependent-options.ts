import type { ConfigField } from '../api/types.ts';
import type { FormValues } from './form-values.ts';

type Choices = NonNullable<ConfigField['choices']>;
type Option = Choices['options'][number];

/** Returns the options for the values that the form holds now: those of a dependent selector go by its parent's value. */
export function presentOptions(choices: Choices, values: FormValues): readonly Option[] {
  const { depends_on: parent, options_by_parent: groups, options } = choices;
  if (parent === null || groups === null) return options;
  const key = keyOf(values[parent]);
  return key === null || !Object.hasOwn(groups, key) ? [] : (groups[key] ?? []);
}

/** Returns the group that a parent's value names; only single values name one. */
function keyOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** Returns a text that is different for every constant: 1 and "1" are two. */
export function optionKey(constant: unknown): string {
  return JSON.stringify(constant) ?? 'null';
}
