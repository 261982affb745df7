/** A JSON pointer (RFC 6901) with more keys at its end. */
export function appendPointer(pointer: string, ...keys: readonly (string | number)[]): string {
  return keys.reduce<string>(
    (result, key) => `${result}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`,
    pointer,
  );
}

/** The keys of a JSON pointer. */
export function parsePointer(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The keys of a fragment such as `#/definitions/x` (percent-encoding allowed), or null where it is none. */
export function parseFragment(fragment: string): readonly string[] | null {
  if (fragment === '#') return [];
  if (!fragment.startsWith('#/')) return null;
  try {
    return parsePointer(decodeURIComponent(fragment.slice(1)));
  } catch {
    return parsePointer(fragment.slice(1));
  }
}
