/** The value below which `part` (0 to 1) of the values lie. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export function summarise(values: readonly number[]) {
  return { count: values.length, p50Ms: quantile(values, 0.5), p95Ms: quantile(values, 0.95) };
}
