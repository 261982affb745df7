import type { TObject } from 'typebox';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Returns the fields of a path or query, which all come as text, as their schema types them. Numbers are digits only; what is not
 * written as its type is left as text, which the validator then refuses.
 */
export function readTextFields(schema: TObject, fields: Fields, isPandium: boolean): Record<string, unknown> {
  const typed = Object.entries(fields).map(([name, value]) => {
    const property = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    return [name, typeof value === 'string' ? readText(typeOf(property), value, isPandium) : value] as const;
  });
  return Object.fromEntries(typed);
}

/** The defaults that Pandium's document writes for filters; sent by clients that are made from it, they filter by nothing. */
export function isAbsentInPandium(name: string, value: unknown): boolean {
  return value === '' || (value === '0' && name.endsWith('_id'));
}

function typeOf(property: unknown): unknown {
  return (property as { type?: unknown } | undefined)?.type;
}

function readText(type: unknown, text: string, isPandium: boolean): unknown {
  if (type === 'integer') return /^-?\d{1,16}$/.test(text) ? Number(text) : text;
  if (type !== 'boolean') return text;
  const word = isPandium ? text.toLowerCase() : text;
  if (word === 'true' || (isPandium && TRUE_WORDS.has(word))) return true;
  if (word === 'false' || (isPandium && FALSE_WORDS.has(word))) return false;
  return text;
}

/** Booleans as FastAPI reads them. */
const TRUE_WORDS: ReadonlySet<string> = new Set(['1', 'on', 't', 'y', 'yes']);
const FALSE_WORDS: ReadonlySet<string> = new Set(['0', 'off', 'f', 'n', 'no']);
