import { isJsonObject, type JsonObject } from '../manifest/json-value.ts';

export type StateLine =
  | { readonly line: string; readonly state: JsonObject; readonly reason: null }
  /** No state: nothing printed, a last line longer than what is kept of stdout, or one that is no JSON object. */
  | {
      readonly line: string | null;
      readonly state: null;
      readonly reason: 'empty' | 'line_too_long' | 'not_json' | 'not_an_object';
    };

/**
 * Reads the state that a run printed: the last non-empty line of its stdout.
 * @param stdoutTail the end of stdout, as much of it as is kept
 * @param isCut whether something before the tail was dropped
 */
export function parseStateLine(stdoutTail: string, isCut = false): StateLine {
  const text = stdoutTail.trimEnd();
  const lineStart = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
  const line = text.slice(lineStart).trim();
  if (line === '') return { line: null, state: null, reason: 'empty' };
  if (isCut && lineStart === 0) return { line: null, state: null, reason: 'line_too_long' };
  try {
    const value: unknown = JSON.parse(line);
    return isJsonObject(value) ? { line, state: value, reason: null } : { line, state: null, reason: 'not_an_object' };
  } catch {
    return { line, state: null, reason: 'not_json' };
  }
}
