import { RE2JS, RE2JSSyntaxException } from 're2js';

/** Longest pattern a schema may hold, in characters. */
const MAX_PATTERN_LENGTH = 2_000;

export type LinearPatternResult =
  | { readonly ok: true; readonly test: (text: string) => boolean }
  /** `at`: 0-based position in the pattern where the part that can't be used starts. */
  | { readonly ok: false; readonly at: number; readonly message: string };

/** Compiles a JSON Schema `pattern` for an engine that takes linear time; look-around and back-references don't exist there. */
export function compileLinearPattern(pattern: string): LinearPatternResult {
  if (pattern.length > MAX_PATTERN_LENGTH) {
    return {
      ok: false,
      at: MAX_PATTERN_LENGTH,
      message: `The pattern is longer than ${MAX_PATTERN_LENGTH} characters; shorten it.`,
    };
  }
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
    return { ok: true, test: (text) => compiled.matcher(text).find() };
  } catch (error) {
    return { ok: false, ...describe(error, pattern) };
  }
}

function describe(error: unknown, pattern: string): { readonly at: number; readonly message: string } {
  const part = error instanceof RE2JSSyntaxException ? error.getPattern() : null;
  const at = part === null ? 0 : Math.max(pattern.indexOf(part), 0);
  const what = part === null || part === '' ? 'The pattern' : `"${part.slice(0, 40)}" in the pattern`;
  return {
    at,
    message: `${what} can't be used (character ${at + 1}): look-around, back-references and broken syntax are refused; write it without.`,
  };
}
