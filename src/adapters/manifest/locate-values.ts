import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { FORBIDDEN_NAMES } from '../../domain/manifest/check-json-value.ts';
import type { LocatedValue } from './located-value.ts';

/** Something to say about an offset of the source. */
export interface LocatedIssue {
  readonly offset: number;
  readonly code: string;
  readonly message: string;
}

export type LocateValuesResult =
  | { readonly ok: true; readonly root: LocatedValue }
  | { readonly ok: false; readonly issues: readonly LocatedIssue[] };

const MAX_DEPTH = 64;
const MAX_VALUES = 20_000;
const MAX_TEXT_LENGTH = 1024 * 1024;
const MAX_ALIASES = 100;
const MAX_FAULTS = 20;

/** Turns YAML nodes into located JSON; aliases are written out, within bounds on how much that makes. */
export function locateValues(contents: Node, text: string): LocateValuesResult {
  const context: Context = {
    text,
    anchors: new Map(),
    open: new Set(),
    issues: [],
    values: 0,
    textLength: 0,
    aliases: 0,
  };
  try {
    const root = locate(contents, 0, 0, context);
    return context.issues.length > 0 ? { ok: false, issues: context.issues } : { ok: true, root };
  } catch (error) {
    if (error instanceof TooMuch) return { ok: false, issues: [...context.issues, error.note] };
    throw error;
  }
}

interface Context {
  readonly text: string;
  readonly anchors: Map<string, Node>;
  /** Anchored nodes that are being written out: an alias to one of them would never end. */
  readonly open: Set<Node>;
  readonly issues: LocatedIssue[];
  values: number;
  textLength: number;
  aliases: number;
}

/** Ends the walk at the first bound that is passed. */
class TooMuch extends Error {
  readonly note: LocatedIssue;

  constructor(offset: number, code: string, message: string) {
    super(message);
    this.note = { offset, code, message };
  }
}

function locate(node: Node | null, at: number, depth: number, context: Context): LocatedValue {
  const offset = node?.range?.[0] ?? at;
  context.values += 1;
  if (context.values > MAX_VALUES)
    throw new TooMuch(offset, 'too_many_values', 'The file holds too many values for a manifest; make it smaller.');
  if (node === null) return leaf(null, offset, '');
  if (isAlias(node)) return locateAlias(node.source, offset, depth, context);
  if (node.anchor !== undefined) context.anchors.set(node.anchor, node);
  if (isScalar(node)) return locateScalar(node, offset, context);
  if (depth >= MAX_DEPTH)
    throw new TooMuch(offset, 'too_deep', `More than ${MAX_DEPTH} levels inside one another are not allowed.`);
  context.open.add(node);
  const located = isMap(node)
    ? locateMap(node, offset, depth, context)
    : isSeq(node)
      ? locateList(node, offset, depth, context)
      : null;
  context.open.delete(node);
  return located ?? leaf(null, offset, '');
}

function locateAlias(name: string, offset: number, depth: number, context: Context): LocatedValue {
  const node = context.anchors.get(name);
  context.aliases += 1;
  if (context.aliases > MAX_ALIASES)
    throw new TooMuch(
      offset,
      'too_many_aliases',
      `More than ${MAX_ALIASES} aliases are not allowed; write the values out.`,
    );
  if (node === undefined) {
    return refuse(
      offset,
      'unknown_alias',
      `There is no anchor "&${name.slice(0, 80)}" before this; a value that starts with "*" needs quotes.`,
      context,
    );
  }
  if (context.open.has(node))
    return refuse(
      offset,
      'endless_alias',
      'This alias stands inside the value that it names; write the value out.',
      context,
    );
  return { ...locate(node, offset, depth, context), offset, keyOffset: offset };
}

function locateScalar(node: Scalar, offset: number, context: Context): LocatedValue {
  const value = node.value;
  const source = node.source ?? String(value);
  addText(source, offset, context);
  if (typeof value === 'number' && !Number.isFinite(value))
    return refuse(offset, 'not_json', 'Only numbers with an end are allowed.', context);
  if (typeof value === 'string') {
    noteText(value, offset, context);
    return leaf(value, offset, source);
  }
  return typeof value === 'number' || typeof value === 'boolean'
    ? leaf(value, offset, source)
    : leaf(null, offset, source);
}

function locateList(node: YAMLSeq, offset: number, depth: number, context: Context): LocatedValue {
  const items = node.items.map((item) => locate(item as Node | null, offset, depth + 1, context));
  return {
    value: items.map((item) => item.value),
    offset,
    keyOffset: offset,
    source: null,
    children: new Map(items.map((item, index) => [String(index), item])),
  };
}

function locateMap(node: YAMLMap, offset: number, depth: number, context: Context): LocatedValue {
  const children = new Map<string, LocatedValue>();
  for (const pair of node.items as Pair<Node, Node | null>[]) {
    const keyOffset = pair.key.range?.[0] ?? offset;
    const key = readKey(pair.key, keyOffset, context);
    if (key === null) continue;
    if (children.has(key))
      refuse(keyOffset, 'duplicate_key', `"${key.slice(0, 80)}" stands here a second time; keep one of them.`, context);
    children.set(key, { ...locate(pair.value, keyOffset, depth + 1, context), keyOffset });
  }
  const value = Object.fromEntries([...children].map(([key, child]) => [key, child.value]));
  return { value, offset, keyOffset: offset, source: null, children };
}

/** Keys are text: a number or a word such as `true` counts as it is written. */
function readKey(node: Node, offset: number, context: Context): string | null {
  if (!isScalar(node)) {
    refuse(offset, 'key_not_text', 'A key has to be plain text.', context);
    return null;
  }
  if (node.anchor !== undefined) context.anchors.set(node.anchor, node);
  const key = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
  addText(key, offset, context);
  noteText(key, offset, context);
  if (!FORBIDDEN_NAMES.has(key)) return key;
  refuse(offset, 'forbidden_name', `The name "${key}" is not allowed; rename it.`, context);
  return null;
}

function addText(text: string, offset: number, context: Context): void {
  context.textLength += text.length;
  if (context.textLength > MAX_TEXT_LENGTH)
    throw new TooMuch(offset, 'too_much_text', 'With its aliases written out the file is too large.');
}

function noteText(text: string, offset: number, context: Context): void {
  if (text.includes('\0') || !text.isWellFormed()) {
    refuse(offset, 'bad_text', 'The text holds a NUL or half a Unicode character; remove it.', context);
  }
}

function refuse(offset: number, code: string, message: string, context: Context): LocatedValue {
  if (context.issues.length < MAX_FAULTS) context.issues.push({ offset, code, message });
  return leaf(null, offset, '');
}

function leaf(value: string | number | boolean | null, offset: number, source: string): LocatedValue {
  return { value, offset, keyOffset: offset, source, children: new Map() };
}
