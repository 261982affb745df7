/** Time as jobs see it; tests inject their own. */
export interface Clock {
  now(): Date;
  /** Grows steadily, in milliseconds, whatever happens to the time of day. */
  monotonicMs(): number;
  /** Calls back once `delayMs` have passed; returns how to cancel that. */
  after(delayMs: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
