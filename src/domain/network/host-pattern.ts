const MAX_NAME = 253;
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const WILDCARD = '*.';

/** A host name as it is compared: lower case, without the dot of the root. */
export function normaliseHostName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** True for a normalised name that DNS can hold; addresses are none. */
export function isHostName(name: string): boolean {
  if (name.length === 0 || name.length > MAX_NAME) return false;
  return name.split('.').every((label) => LABEL.test(label)) && !/(^|\.)\d+$/.test(name);
}

/** True for a normalised name, or `*.` before one of at least two labels: `*.com` would be nearly everything. */
export function isHostPattern(pattern: string): boolean {
  if (!pattern.startsWith(WILDCARD)) return isHostName(pattern);
  const base = pattern.slice(WILDCARD.length);
  return isHostName(base) && base.includes('.');
}

/** Returns whether a normalised name is one of the patterns; `*.example.com` is every name below, not example.com itself. */
export function matchesHost(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) =>
    pattern.startsWith(WILDCARD)
      ? name.endsWith(pattern.slice(1)) && name.length > pattern.length - 1
      : name === pattern,
  );
}
