import { QueryClient } from '@tanstack/react-query';
import { isWorthRetrying } from './client.ts';

const MAX_RETRIES = 2;
/** Lists are there at once when one comes back to them, and are refreshed behind. */
const KEPT_MS = 600_000;
const FRESH_MS = 2_000;

/** The cache of the hub's responses. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        gcTime: KEPT_MS,
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < MAX_RETRIES && isWorthRetrying(error),
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false },
    },
  });
}
