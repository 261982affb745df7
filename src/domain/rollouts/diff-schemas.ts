import { appendPointer } from '../manifest/json-pointer.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../manifest/json-value.ts';

export interface SchemaChange {
  /** Where in the schema, as a JSON pointer. */
  readonly pointer: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before: JsonValue;
  readonly after: JsonValue;
  /** The same for people. */
  readonly words: string;
}

const MAX_CHANGES = 200;

/** What differs between two schemas, described by the names of fields; at most 200 changes. */
export function diffSchemas(before: JsonObject | null, after: JsonObject | null): readonly SchemaChange[] {
  const changes: SchemaChange[] = [];
  compare('', before ?? {}, after ?? {}, changes);
  return changes.slice(0, MAX_CHANGES);
}

function compare(pointer: string, before: JsonObject, after: JsonObject, changes: SchemaChange[]): void {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  for (const key of keys) {
    const [old, present] = [before[key], after[key]];
    const place = appendPointer(pointer, key);
    if (old === undefined) changes.push(change(place, 'added', null, present as JsonValue));
    else if (present === undefined) changes.push(change(place, 'removed', old, null));
    else if (isJsonObject(old) && isJsonObject(present)) compare(place, old, present, changes);
    else if (!isEqual(old, present)) changes.push(change(place, 'changed', old, present));
  }
}

function change(pointer: string, kind: SchemaChange['kind'], before: JsonValue, after: JsonValue): SchemaChange {
  return { pointer, kind, before, after, words: describe(pointer, kind, before, after) };
}

const FIELD = /^(.*)\/properties\/([^/]+)$/;

function describe(pointer: string, kind: SchemaChange['kind'], before: JsonValue, after: JsonValue): string {
  const field = FIELD.exec(pointer);
  if (field) return `The field ${fieldName(pointer)} ${kind === 'added' ? 'is new' : 'is gone'}.`;
  if (pointer.endsWith('/required')) return describeRequired(pointer, before, after);
  const owner = fieldName(pointer);
  const what = pointer.slice(pointer.lastIndexOf('/') + 1);
  const place = owner === '' ? `${what} of the schema` : `${what} of ${owner}`;
  if (kind === 'added') return `${place} is now ${text(after)}.`;
  return kind === 'removed'
    ? `${place} is no longer set (it was ${text(before)}).`
    : `${place} changes from ${text(before)} to ${text(after)}.`;
}

function describeRequired(pointer: string, before: JsonValue, after: JsonValue): string {
  const [old, present] = [names(before), names(after)];
  const owner = fieldName(pointer);
  const inside = owner === '' ? '' : ` in ${owner}`;
  const parts = [
    ...present.filter((name) => !old.includes(name)).map((name) => `${name} becomes required${inside}`),
    ...old.filter((name) => !present.includes(name)).map((name) => `${name} is no longer required${inside}`),
  ];
  return `${parts.join('; ') || `The order of what is required${inside} changes`}.`;
}

/** The dotted name of the field that a place belongs to; '' for the schema as a whole. */
function fieldName(pointer: string): string {
  const parts = pointer.split('/');
  return parts
    .filter((_part, index) => parts[index - 1] === 'properties' && parts[index - 2] !== 'properties')
    .join('.');
}

function names(value: JsonValue): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function text(value: JsonValue): string {
  const written = JSON.stringify(value);
  return written.length > 120 ? `${written.slice(0, 117)}…` : written;
}

/** Deep equality; the order of an object's fields doesn't count. */
function isEqual(left: JsonValue, right: JsonValue): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => isEqual(item, right[index] as JsonValue));
  }
  if (!isJsonObject(left) || !isJsonObject(right)) return left === right;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => right[key] !== undefined && isEqual(left[key] as JsonValue, right[key] as JsonValue));
}
