import { AppError, type InputIssue } from '../../src/errors/app-error.ts';

const MAX_DEPTH = 100;

/**
 * The JSON value in `bytes`. What PostgreSQL can't hold (NUL, lone surrogates) and names that reach into prototypes are
 * refused where `isStrict`.
 * @throws AppError invalid_json, invalid_input
 */
export function parseJson(bytes: Uint8Array, isStrict: boolean): unknown {
  const value = parse(bytes);
  const issue = findIssue(value, '', 0, isStrict);
  if (issue) throw new AppError('invalid_input', 'The body is not valid.', { issues: [issue] });
  return value;
}

/** Returns whether PostgreSQL can hold the text. */
export function isStorableText(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new AppError('invalid_json', 'The body is not valid JSON in UTF-8.');
  }
}

function findIssue(value: unknown, pointer: string, depth: number, isStrict: boolean): InputIssue | null {
  if (typeof value === 'string') {
    return isStrict && !isStorableText(value) ? { pointer, message: 'must not contain NUL or half characters' } : null;
  }
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= MAX_DEPTH) return { pointer: '', message: `is nested deeper than ${MAX_DEPTH} levels` };
  for (const [key, inner] of Object.entries(value)) {
    const place = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (key === '__proto__') return { pointer: place, message: 'this name is not allowed' };
    if (isStrict && !isStorableText(key)) return { pointer, message: 'has a name with NUL or half characters' };
    const issue = findIssue(inner, place, depth + 1, isStrict);
    if (issue) return issue;
  }
  return null;
}
