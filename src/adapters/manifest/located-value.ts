import { parsePointer } from '../../domain/manifest/json-pointer.ts';
import type { JsonValue } from '../../domain/manifest/json-value.ts';

/** A JSON value with its position in the source. */
export interface LocatedValue {
  readonly value: JsonValue;
  readonly offset: number;
  /** The position of its key, for a value of a mapping. */
  readonly keyOffset: number;
  /** A scalar as its author wrote it, without quotes. */
  readonly source: string | null;
  readonly children: ReadonlyMap<string, LocatedValue>;
}

/** The value at a JSON pointer, or null. */
export function findValue(root: LocatedValue, pointer: string): LocatedValue | null {
  let place: LocatedValue | undefined = root;
  for (const key of parsePointer(pointer)) place = place?.children.get(key);
  return place ?? null;
}

/** Returns the position of a JSON pointer in the source: its key, or that of the nearest thing around it that is there. */
export function offsetOf(root: LocatedValue, pointer: string): number {
  let place = root;
  for (const key of parsePointer(pointer)) {
    const next = place.children.get(key) ?? place.children.get(ALSO_WRITTEN[key] ?? '');
    if (next === undefined) break;
    place = next;
  }
  return place.keyOffset;
}

/** Keywords that the normalised schema calls otherwise. */
const ALSO_WRITTEN: Readonly<Record<string, string>> = { minimum: 'min', maximum: 'max' };
