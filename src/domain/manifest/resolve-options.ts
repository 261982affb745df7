import type { DynamicProperty } from './dynamic-property.ts';
import { isPlaceholder } from './dynamic-property.ts';
import { isJsonObject, type JsonObject, type JsonValue, ownText, ownValue } from './json-value.ts';

export interface ConfigOption {
  readonly const: JsonValue;
  readonly title: string;
}

export type ConfigOptions =
  | { readonly kind: 'options'; readonly options: readonly ConfigOption[] }
  /** `not_fetched`: a placeholder until an init sync; `parent_unset`: the parent has no value; `unusable`: not a list of options. */
  | { readonly kind: 'none'; readonly reason: 'not_fetched' | 'parent_unset' | 'unusable' };

/** The options of a dynamic config, from the tenant's metadata (what its init syncs printed) and the values chosen so far. */
export function resolveOptions(dynamic: DynamicProperty, metadata: JsonObject, configs: JsonObject): ConfigOptions {
  const { list: offered } = offeredList(dynamic, metadata);
  if (offered === undefined) return { kind: 'none', reason: 'not_fetched' };
  if (Array.isArray(offered)) return toConfigOptions(offered);
  if (!isJsonObject(offered) || dynamic.dependsOn === null) return { kind: 'none', reason: 'unusable' };
  const parent = ownValue(configs, dynamic.dependsOn);
  if (parent === undefined || parent === null) return { kind: 'none', reason: 'parent_unset' };
  return toConfigOptions(optionsOfParent(offered, parent));
}

/** What is in effect now, and whether an init sync fetched it or the manifest defines it; undefined where there is nothing yet. */
export function offeredList(
  dynamic: DynamicProperty,
  metadata: JsonObject,
): { readonly list: JsonValue | undefined; readonly isFetched: boolean } {
  const fetched = ownValue(metadata, dynamic.source);
  const isFetched = fetched !== undefined && !isOnlyPlaceholder(fetched);
  return { list: isFetched ? fetched : dynamic.builtIn, isFetched };
}

/** Returns whether a list means "nothing fetched yet". */
export function isOnlyPlaceholder(fetched: JsonValue): boolean {
  return Array.isArray(fetched) && fetched.length > 0 && fetched.every(isPlaceholder);
}

/** A parent that is a list offers the options of each of its values, of a repeated one once. */
function optionsOfParent(offered: JsonObject, parent: JsonValue): readonly JsonValue[] {
  const toKey = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value));
  return [...new Set([parent].flat().map(toKey))].flatMap((key) => {
    const options = ownValue(offered, key);
    return Array.isArray(options) ? options : [];
  });
}

function toConfigOptions(list: readonly JsonValue[]): ConfigOptions {
  const options = toOptions(list);
  const isUnusable = options.length === 0 && list.length > 0;
  return isUnusable ? { kind: 'none', reason: 'unusable' } : { kind: 'options', options };
}

/** The options of a list, without what is none; of two with the same constant the first. */
export function toOptions(list: readonly JsonValue[]): readonly ConfigOption[] {
  const options = new Map<JsonValue, ConfigOption>();
  for (const entry of list) {
    const option = toOption(entry);
    if (option !== null && !options.has(option.const)) options.set(option.const, option);
  }
  return [...options.values()];
}

/** An entry as an option, or null where it is neither a value nor `{const, title}`. */
export function toOption(entry: JsonValue): ConfigOption | null {
  if (!isJsonObject(entry)) return isScalar(entry) ? { const: entry, title: String(entry) } : null;
  const constant = ownValue(entry, 'const');
  return constant !== undefined && isScalar(constant)
    ? { const: constant, title: ownText(entry, 'title') ?? String(constant) }
    : null;
}

function isScalar(value: JsonValue): boolean {
  return typeof value !== 'object';
}
