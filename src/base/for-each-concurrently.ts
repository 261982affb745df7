export interface Concurrency {
  /** Worked on at the same time. */
  readonly atOnce: number;
  /** Where it is aborted, what was not begun is left. */
  readonly signal?: AbortSignal;
}

/**
 * Works on the items in their order, `atOnce` of them at the same time. The first error ends it: what was not begun is left, what was
 * begun is waited for.
 */
export async function forEachConcurrently<Item>(
  items: readonly Item[],
  { atOnce, signal }: Concurrency,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = items[Symbol.iterator]();
  const failures: unknown[] = [];
  const lane = async (): Promise<void> => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) {
      await work(next.value).catch((error: unknown) => failures.push(error));
      if (failures.length > 0 || signal?.aborted) return;
    }
  };
  if (signal?.aborted) return;
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
  if (failures.length > 0) throw failures[0];
}
