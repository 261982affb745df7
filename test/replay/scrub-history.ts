/** A history without what names the machine that recorded it: identities, stack traces, build ids and versions of the SDK. */
export function scrubHistory<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(scrubHistory) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]: [string, unknown]) => [key, scrubField(key, inner)]);
  return Object.fromEntries(entries) as Value;
}

function scrubField(key: string, value: unknown): unknown {
  if (key === 'identity') return 'recorder';
  if (key === 'stackTrace') return '';
  if (key === 'buildId' || key === 'binaryChecksum') return 'recorded';
  return scrubHistory(value);
}
