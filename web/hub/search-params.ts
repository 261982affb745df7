/** Returns the parameter where it is one of the words, and nothing where it isn't: a wrong address shows less, and never an error. */
export function oneOf<Name extends string, const Word extends string>(
  name: Name,
  value: unknown,
  words: readonly Word[],
): { [key in Name]?: Word } {
  const found = words.find((word) => word === value);
  return (found === undefined ? {} : { [name]: found }) as { [key in Name]?: Word };
}

/** Returns the parameter where it is an id. */
export function positiveInteger<Name extends string>(name: Name, value: unknown): { [key in Name]?: number } {
  const number = Number(value);
  const isId = (typeof value === 'number' || typeof value === 'string') && Number.isSafeInteger(number) && number > 0;
  return (isId ? { [name]: number } : {}) as { [key in Name]?: number };
}

/** Returns the parameter where it is text that says something. */
export function someText<Name extends string>(name: Name, value: unknown): { [key in Name]?: string } {
  const text = typeof value === 'number' ? String(value) : value;
  return (typeof text === 'string' && text !== '' ? { [name]: text } : {}) as { [key in Name]?: string };
}
