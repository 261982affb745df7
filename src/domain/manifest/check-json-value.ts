import { appendPointer } from './json-pointer.ts';
import { isJsonObject, type JsonValue } from './json-value.ts';
import type { ValidationIssue } from './validation-result.ts';

/** Names that reach into JavaScript's own objects; no manifest, config or metadata may use them. */
export const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const MAX_JSON_DEPTH = 64;

/** Returns the issues of a value that no schema may allow: forbidden names, NUL or broken Unicode in text, over 64 levels. */
export function checkJsonValue(root: JsonValue): readonly ValidationIssue[] {
  const issues: ValidationIssue[] = [];
  const waiting: { readonly value: JsonValue; readonly pointer: string; readonly depth: number }[] = [
    { value: root, pointer: '', depth: 0 },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, pointer, depth } = next;
    if (typeof value === 'string') issues.push(...textFaults(value, pointer));
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= MAX_JSON_DEPTH) return [...issues, tooDeep(pointer)];
    if (isJsonObject(value)) issues.push(...nameFaults(value, pointer));
    for (const [key, child] of Object.entries(value)) {
      waiting.push({ value: child, pointer: appendPointer(pointer, key), depth: depth + 1 });
    }
  }
  return issues;
}

function textFaults(text: string, pointer: string): readonly ValidationIssue[] {
  if (text.includes('\0')) return [{ pointer, code: 'nul', message: 'The text holds a NUL character; remove it.' }];
  return text.isWellFormed()
    ? []
    : [{ pointer, code: 'bad_unicode', message: 'The text holds half a Unicode character; remove it.' }];
}

function nameFaults(object: object, pointer: string): readonly ValidationIssue[] {
  return Object.keys(object).flatMap((name) => {
    if (FORBIDDEN_NAMES.has(name))
      return [{ pointer, code: 'forbidden_name', message: `The name "${name}" is not allowed; rename it.` }];
    return textFaults(name, pointer);
  });
}

function tooDeep(pointer: string): ValidationIssue {
  return {
    pointer,
    code: 'too_deep',
    message: `More than ${MAX_JSON_DEPTH} levels inside one another are not allowed.`,
  };
}
