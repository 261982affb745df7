/** Returns whether fetched options are older than they should be; of unknown age they are. Stale ones stay usable. */
export function isOptionsStale(ageSeconds: number | null, staleAfterSeconds: number): boolean {
  return ageSeconds === null || ageSeconds > staleAfterSeconds;
}
