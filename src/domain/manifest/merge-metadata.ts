import type { JsonObject } from './json-value.ts';

/** The tenant's metadata after a run printed `state`: each key of it replaces the old value whole, other keys stay. */
export function mergeMetadata(metadata: JsonObject, state: JsonObject): JsonObject {
  return { ...metadata, ...state };
}
