import type { DynamicProperty } from '../manifest/dynamic-property.ts';
import { isJsonObject, type JsonObject, type JsonValue, jsonTypeOf, ownValue } from '../manifest/json-value.ts';
import { isOnlyPlaceholder, toOption } from '../manifest/resolve-options.ts';
import type { RunMode } from '../runs/run-lane.ts';

/** Why an init sync that succeeded returned less than the configs need. */
export interface OptionsIssue {
  readonly class: 'nothing_printed' | 'not_json' | 'not_an_object' | 'options_malformed' | 'options_missing';
  /** One or a few plain sentences. */
  readonly message: string;
}

/** The state that a run printed, or why there is none. */
export interface PrintedState {
  readonly state: JsonObject | null;
  readonly reason: keyof typeof WITHOUT_STATE | null;
}

export interface PrintedOptions {
  /** What the tenant's metadata take over; null where the run printed no state. */
  readonly state: JsonObject | null;
  /** Names of the options that it returns. */
  readonly names: readonly string[];
  /** Null where an init sync returned everything, and for every other run. */
  readonly issue: OptionsIssue | null;
  /** One sentence for each thing that was printed and not taken over. */
  readonly warnings: readonly string[];
}

/**
 * Reads what a run printed as options. Only what is usable replaces earlier options; those of definitions (0.4) come from
 * init syncs alone, those in the metadata (1.0) from any run.
 */
export function checkPrintedOptions(
  dynamics: readonly DynamicProperty[],
  mode: RunMode,
  printed: PrintedState,
): PrintedOptions {
  const state = printed.state;
  const sources = bySource(dynamics);
  const verdicts = [...sources].map(([name, uses]) => classifySource(name, uses, mode, state));
  const dropped = new Set(verdicts.filter(({ isDropped }) => isDropped).map(({ name }) => name));
  return {
    state: state && Object.fromEntries(Object.entries(state).filter(([name]) => !dropped.has(name))),
    names: verdicts.filter(({ isTaken }) => isTaken).map(({ name }) => name),
    issue: mode === 'init' && sources.size > 0 ? issueOf(printed, verdicts) : null,
    warnings: verdicts.flatMap(({ sentence }) => sentence ?? []),
  };
}

function bySource(dynamics: readonly DynamicProperty[]): ReadonlyMap<string, readonly DynamicProperty[]> {
  const sources = new Map<string, DynamicProperty[]>();
  for (const dynamic of dynamics) sources.set(dynamic.source, [...(sources.get(dynamic.source) ?? []), dynamic]);
  return sources;
}

interface SourceDecision {
  readonly name: string;
  readonly isTaken: boolean;
  /** Printed, and kept from the metadata so that earlier options stay. */
  readonly isDropped: boolean;
  readonly isMissing: boolean;
  readonly sentence: string | null;
}

const NOTHING = { isTaken: false, isDropped: false, isMissing: false, sentence: null };

function classifySource(
  name: string,
  uses: readonly DynamicProperty[],
  mode: RunMode,
  state: JsonObject | null,
): SourceDecision {
  const value = state === null ? undefined : ownValue(state, name);
  if (value === undefined) return { ...NOTHING, name, isMissing: uses.every(({ builtIn }) => builtIn === undefined) };
  const called = quote(name);
  if (mode !== 'init' && uses.every(({ kind }) => kind === 'definition')) {
    const sentence = `${called} names options, which only an init sync may print; it was kept out of the metadata.`;
    return { ...NOTHING, name, isDropped: true, sentence };
  }
  if (isOnlyPlaceholder(value)) return { ...NOTHING, name, isDropped: true, isMissing: true };
  const why = whyUnusable(
    value,
    uses.some(({ dependsOn }) => dependsOn !== null),
  );
  if (why !== null) {
    return { ...NOTHING, name, isDropped: true, sentence: `The options ${called} ${why}; earlier ones stay.` };
  }
  const skipped = countSkipped(value);
  const sentence = skipped === 0 ? null : `${skipped} of the entries of the options ${called} are none and left out.`;
  return { ...NOTHING, name, isTaken: true, sentence };
}

function whyUnusable(value: JsonValue, isGroupable: boolean): string | null {
  if (Array.isArray(value)) return hasOptions(value) ? null : 'hold nothing that is a value or {const, title}';
  if (!isJsonObject(value)) return `are not a list but of the type ${jsonTypeOf(value)}`;
  if (!isGroupable) return 'are an object, but no control says on which config they depend (dependsOn)';
  const groups = Object.values(value);
  const isUsable = groups.length === 0 || groups.some((group) => Array.isArray(group) && hasOptions(group));
  return isUsable ? null : 'hold no list of options for any value of the config they depend on';
}

function hasOptions(list: readonly JsonValue[]): boolean {
  return list.length === 0 || list.some((entry) => toOption(entry) !== null);
}

/** Entries that are no options; a group that is no list counts as one. */
function countSkipped(value: JsonValue): number {
  const groups = isJsonObject(value) ? Object.values(value) : [value];
  return groups
    .map((group) => (Array.isArray(group) ? group.filter((entry) => toOption(entry) === null).length : 1))
    .reduce((sum, count) => sum + count, 0);
}

function issueOf({ reason }: PrintedState, verdicts: readonly SourceDecision[]): OptionsIssue | null {
  const malformed = verdicts.filter(({ isDropped, isMissing }) => isDropped && !isMissing);
  const missing = verdicts.filter(({ isMissing }) => isMissing);
  if (malformed.length + missing.length === 0) return null;
  if (reason !== null) return WITHOUT_STATE[reason];
  const sentences = malformed.slice(0, MAX_LISTED).map(({ sentence }) => sentence);
  if (missing.length > 0) sentences.push(`The init sync printed no options ${list(missing)}.`);
  return { class: malformed.length > 0 ? 'options_malformed' : 'options_missing', message: sentences.join(' ') };
}

const WITHOUT_STATE = {
  empty: { class: 'nothing_printed', message: 'The init sync printed nothing to stdout, so no options.' },
  not_json: { class: 'not_json', message: 'The last line that the init sync printed to stdout is not JSON.' },
  not_an_object: {
    class: 'not_an_object',
    message: 'The last line that the init sync printed to stdout is JSON, but not an object of options.',
  },
} as const;

const MAX_LISTED = 5;

function list(verdicts: readonly SourceDecision[]): string {
  const names = verdicts.slice(0, MAX_LISTED).map(({ name }) => quote(name));
  const more = verdicts.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

function quote(name: string): string {
  return `"${name.slice(0, 80)}"`;
}
