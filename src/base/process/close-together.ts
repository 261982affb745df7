import { errorText } from '../logging/describe-error.ts';
/** What a process has open, by the name that its log uses. */
export type OpenComponents = Readonly<Record<string, () => Promise<unknown>>>;

/**
 * Closes components that don't need one another, all at once, and waits for `limitMs` at most: whatever they wait for themselves
 * may be away. Returns those that are still open, and those that failed with their errors.
 */
export async function closeTogether(parts: OpenComponents, limitMs: number): Promise<string[]> {
  const open = new Map(Object.keys(parts).map((name) => [name, name]));
  const closing = Object.entries(parts).map(async ([name, close]) => {
    try {
      await close();
      open.delete(name);
    } catch (error) {
      open.set(name, `${name} (${errorText(error)})`);
    }
  });
  const limit = Promise.withResolvers<void>();
  const timer = setTimeout(() => limit.resolve(), limitMs);
  await Promise.race([Promise.all(closing), limit.promise]);
  clearTimeout(timer);
  return [...open.values()];
}
