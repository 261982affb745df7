import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../api/client.ts';
import { rememberCsrfToken } from '../api/session.ts';
import type { OperationId } from '../api/types.ts';

const FRESH_MS = 60_000;

/** Who is signed in, and what they may do. */
export function meQuery() {
  return queryOptions({
    queryKey: ['me'],
    queryFn: async ({ signal }) => {
      const me = await unwrap(api.GET('/v2/me', { signal }));
      rememberCsrfToken(me.csrf_token);
      return me;
    },
    staleTime: FRESH_MS,
    retry: false,
  });
}

/** Returns a check of what the person may do; pages leave out what the API would refuse. */
export function useCan(): (operation: OperationId) => boolean {
  const { data: me } = useQuery(meQuery());
  return (operation) => me?.operations.includes(operation) ?? false;
}
