import { queryOptions } from '@tanstack/react-query';
import { api, type Output, unwrap } from '../../api/client.ts';

export type User = Output<'listUsers'>[number];

const MAX_LISTED = 500;
const JOBS_REFRESH_MS = 5_000;

export function usersQuery() {
  return queryOptions({
    queryKey: ['users'],
    queryFn: ({ signal }) => unwrap(api.GET('/v2/users', { params: { query: { limit: MAX_LISTED } }, signal })),
  });
}

export function jobsQuery() {
  return queryOptions({
    queryKey: ['jobs'],
    queryFn: ({ signal }) => unwrap(api.GET('/v2/jobs', { signal })),
    refetchInterval: JOBS_REFRESH_MS,
  });
}
