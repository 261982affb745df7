import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Sql } from '../../db/sql.ts';
import { createLimiterClient } from '../../db/stores/rate-limits/limiter-client.ts';
import { AppError } from '../../errors/app-error.ts';
import type { RateLimit, RateLimits } from './rate-limits.ts';

const TABLE = 'rate_limits';

/** Counts in PostgreSQL, so that several processes share one count and a restart forgets none. */
export function createPostgresRateLimits(sql: Sql): RateLimits {
  const limiters = new Map<string, RateLimiterPostgres>();
  const client = createLimiterClient(sql);
  const limiterOf = ({ name, points, durationS }: RateLimit): RateLimiterPostgres => {
    const known = limiters.get(name);
    if (known) return known;
    const options = { keyPrefix: name, points, duration: durationS, tableName: TABLE, tableCreated: true };
    const made = new RateLimiterPostgres({
      ...options,
      storeClient: client,
      storeType: 'pool',
      clearExpiredByTimeout: false,
    });
    limiters.set(name, made);
    return made;
  };
  return {
    consume: async (limit, key) => {
      try {
        await limiterOf(limit).consume(key.slice(0, MAX_KEY_CHARACTERS));
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
        throw new AppError('rate_limited', `Too many attempts. Try again in ${inWords(seconds)}.`, {
          retryAfterSeconds: seconds,
        });
      }
    },
    reset: async (limit, key) => {
      await limiterOf(limit).delete(key.slice(0, MAX_KEY_CHARACTERS));
    },
  };
}

const MAX_KEY_CHARACTERS = 200;

function inWords(seconds: number): string {
  if (seconds < 90) return `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
