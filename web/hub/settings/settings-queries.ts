import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client.ts';

const MAX_LISTED = 500;
const REFRESH_MS = 10_000;

export function sourceConnectionsQuery() {
  return queryOptions({
    queryKey: ['source-connections'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v2/source_connections', { params: { query: { limit: MAX_LISTED } }, signal })),
    refetchInterval: REFRESH_MS,
  });
}

export function apiKeysQuery() {
  return queryOptions({
    queryKey: ['api-keys'],
    queryFn: ({ signal }) => unwrap(api.GET('/v2/api_keys', { params: { query: { limit: MAX_LISTED } }, signal })),
  });
}

export function secretKeyQuery() {
  return queryOptions({
    queryKey: ['secret-key'],
    queryFn: ({ signal }) => unwrap(api.GET('/v2/secret_key', { signal })),
  });
}
