import { type DynamicProperty, listDynamicProperties } from '../manifest/dynamic-property.ts';
import { isJsonObject, type JsonObject, type JsonValue, ownObject, ownValue } from '../manifest/json-value.ts';
import type { ReleaseSchemas } from '../manifest/manifest.ts';
import {
  type ConfigOption,
  type ConfigOptions,
  offeredList,
  resolveOptions,
  toOptions,
} from '../manifest/resolve-options.ts';
import type { ConfigViewer } from './config-viewer.ts';
import { type RefreshFacts, showOptions } from './show-options.ts';

export interface ConfigFormInput {
  readonly viewer: ConfigViewer;
  readonly configs: JsonObject;
  readonly metadata: JsonObject;
  readonly refresh: RefreshFacts;
}

/** What a config may be chosen from. */
export interface FieldChoices {
  /** `static`: the schema's own list; `definition` (0.4) and `metadata` (1.0): dynamic ones. */
  readonly kind: 'static' | 'definition' | 'metadata';
  /** Name of the dynamic options. */
  readonly source: string | null;
  /** Whether an init sync fetched them or the manifest defines them; null where there are none yet. */
  readonly origin: 'fetched' | 'manifest' | null;
  readonly state: 'options' | 'placeholder' | 'progress' | 'error';
  /** What to show in place of options. */
  readonly message: string | null;
  /** What the manifest calls its placeholder, where that is shown. */
  readonly placeholder: string | null;
  readonly isMultiple: boolean;
  /** What can be chosen now; of a dependent selector by the present value of its parent. */
  readonly options: readonly ConfigOption[];
  /** The config whose value decides which options count. */
  readonly dependsOn: string | null;
  /** By each value of the parent. */
  readonly optionsByParent: Readonly<Record<string, readonly ConfigOption[]>> | null;
  /** Chosen values that are no longer offered, or not for the parent's present value; they stay until they are changed. */
  readonly noLongerOffered: readonly JsonValue[];
}

/** A manifest may name one long list thousands of times; a form lists no more than this in all. */
const MAX_LISTED_OPTIONS = 200_000;

/** Returns the choices of each config, to be called once for each; null where it has none. */
export function fieldChoices(
  schemas: ReleaseSchemas,
  input: ConfigFormInput,
): (name: string, property: JsonObject) => FieldChoices | null {
  const dynamics = new Map(listDynamicProperties(schemas).map((dynamic) => [dynamic.property, dynamic]));
  const sizes = new Map<string, number>();
  let room = MAX_LISTED_OPTIONS;
  return (name, property) => {
    const dynamic = dynamics.get(name);
    if (!dynamic) return staticChoices(property);
    const size = sizes.get(dynamic.source) ?? sizeOf(offeredList(dynamic, input.metadata).list);
    sizes.set(dynamic.source, size);
    const described = describeDynamic(dynamic, input);
    if (size > room) return { ...described, ...TOO_MANY };
    room -= size;
    return { ...described, ...listChoices(dynamic, input) };
  };
}

const NO_OPTIONS = { options: [], optionsByParent: null, noLongerOffered: [] } as const;

const TOO_MANY = {
  ...NO_OPTIONS,
  state: 'error',
  message: 'There are too many options to list them all.',
  placeholder: null,
} as const;

/** Entries of a list, or of all its groups. */
function sizeOf(list: JsonValue | undefined): number {
  const groups = isJsonObject(list) ? Object.values(list) : [list ?? null];
  return groups.reduce<number>((sum, group) => sum + (Array.isArray(group) ? group.length : 1), 0);
}

type Described = Omit<FieldChoices, 'state' | 'message' | 'placeholder' | keyof typeof NO_OPTIONS>;

function describeDynamic(dynamic: DynamicProperty, { configs, metadata }: ConfigFormInput): Described {
  const { kind, source, holds, isMultiSelect, dependsOn } = dynamic;
  const { list, isFetched } = offeredList(dynamic, metadata);
  const value = ownValue(configs, dynamic.property);
  const isEither = holds === 'either' && (isMultiSelect || value === undefined || Array.isArray(value));
  const isMultiple = holds === 'list' || isEither;
  const origin = list === undefined ? null : isFetched ? 'fetched' : 'manifest';
  return { kind, source, origin, isMultiple, dependsOn };
}

function listChoices(
  dynamic: DynamicProperty,
  { viewer, configs, metadata, refresh }: ConfigFormInput,
): Omit<FieldChoices, keyof Described> {
  const resolved = resolveOptions(dynamic, metadata, configs);
  const isParentUnset = resolved.kind === 'none' && resolved.reason === 'parent_unset';
  const shown = isParentUnset ? CHOOSE_PARENT : showOptions(viewer, presentOptions(resolved), refresh);
  const options = resolved.kind === 'options' ? resolved.options : [];
  const { list } = offeredList(dynamic, metadata);
  const value = ownValue(configs, dynamic.property);
  return {
    ...shown,
    placeholder: shown.state === 'placeholder' ? dynamic.placeholder : null,
    options,
    optionsByParent: dynamic.dependsOn !== null && isJsonObject(list) ? byParent(list) : null,
    noLongerOffered: resolved.kind === 'options' && value !== undefined ? notOffered(value, options) : [],
  };
}

const CHOOSE_PARENT = {
  state: 'options',
  message: 'Choose a value of the config first on which this one depends.',
} as const;

function presentOptions(resolved: ConfigOptions): 'options' | 'not_fetched' | 'unusable' {
  if (resolved.kind === 'options') return 'options';
  return resolved.reason === 'unusable' ? 'unusable' : 'not_fetched';
}

function byParent(list: JsonObject): Record<string, readonly ConfigOption[]> {
  const groups = Object.entries(list).flatMap(([value, group]) =>
    Array.isArray(group) ? [[value, toOptions(group)] as const] : [],
  );
  return Object.fromEntries(groups);
}

function notOffered(value: JsonValue, options: readonly ConfigOption[]): readonly JsonValue[] {
  const offered = new Set(options.map((option) => option.const));
  return [value].flat().filter((one: JsonValue) => !offered.has(one));
}

function staticChoices(property: JsonObject): FieldChoices | null {
  const items = ownObject(property, 'items');
  const list = [property, items ?? {}].map((schema) => ownValue(schema, 'enum') ?? ownValue(schema, 'oneOf'));
  const options = toOptions(list.find(Array.isArray) ?? []);
  if (options.length === 0) return null;
  return {
    ...{ kind: 'static', source: null, origin: 'manifest', state: 'options', message: null, placeholder: null },
    ...{ ...NO_OPTIONS, options, isMultiple: ownValue(property, 'type') === 'array', dependsOn: null },
  };
}
