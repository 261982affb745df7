/**
 * Marks a promise that is awaited after something else, which may fail first: its own rejection must not end the process as one that nobody
 * handles. The code that awaits it still gets the error.
 */
export function awaitedLater<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => {});
  return promise;
}
