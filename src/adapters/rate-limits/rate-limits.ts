export interface RateLimit {
  /** Names the limit; part of the stored key. */
  readonly name: string;
  readonly points: number;
  /** Seconds until the points are back. */
  readonly durationS: number;
}

/** Counts attempts over all processes of the hub. */
export interface RateLimits {
  /**
   * Takes one point of `key`.
   * @throws AppError rate_limited with the seconds until it may be tried again
   */
  consume(limit: RateLimit, key: string): Promise<void>;
  /** Gives the points back, as after a right password. */
  reset(limit: RateLimit, key: string): Promise<void>;
}
