import { queryOptions } from '@tanstack/react-query';
import { api, unwrap, unwrapTagged } from '../../api/client.ts';
import { listQuery } from '../../api/list-query.ts';
import type { Integration } from '../../api/types.ts';

const NAMES_FRESH_MS = 60_000;
/** What the API gives in one page; a hub has fewer, and filters are narrowed by typing. */
const MAX_NAMES = 500;

/** All integrations by name, for filters and the lists that know their ids only. */
export function integrationNamesQuery() {
  return queryOptions({
    queryKey: ['integrations', 'names'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v2/integrations', { params: { query: { limit: MAX_NAMES, sort_by: 'name__ASC' } }, signal })),
    select: (integrations: Integration[]) =>
      integrations.map(({ id, name, long_name }) => ({ id, name: long_name || name })),
    staleTime: NAMES_FRESH_MS,
  });
}

export function integrationsQuery(archived: boolean) {
  return listQuery<Integration>({
    key: ['integrations', { archived }],
    load: (page, signal) => api.GET('/v2/integrations', { params: { query: { ...page, archived } }, signal }),
  });
}

export function integrationQuery(id: number) {
  return queryOptions({
    queryKey: ['integration', id],
    queryFn: ({ signal }) => unwrapTagged(api.GET('/v2/integrations/{id}', { params: { path: { id } }, signal })),
  });
}

export function channelsQuery(id: number) {
  return queryOptions({
    queryKey: ['integration', id, 'channels'],
    queryFn: ({ signal }) => unwrap(api.GET('/v2/integrations/{id}/channels', { params: { path: { id } }, signal })),
  });
}

const TESTING_MS = 1_000;

export function repositoryQuery(id: number) {
  return queryOptions({
    queryKey: ['integration', id, 'repository'],
    queryFn: ({ signal }) => unwrap(api.GET('/v2/integrations/{id}/repository', { params: { path: { id } }, signal })),
  });
}

export function repositoryTestQuery(id: number) {
  return queryOptions({
    queryKey: ['integration', id, 'repository', 'test'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v2/integrations/{id}/repository/test', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? TESTING_MS : false),
  });
}

export function gitHookQuery(id: number) {
  return queryOptions({
    queryKey: ['integration', id, 'webhook'],
    queryFn: ({ signal }) => unwrap(api.GET('/v2/integrations/{id}/webhook', { params: { path: { id } }, signal })),
  });
}

export function egressQuery(id: number) {
  return queryOptions({
    queryKey: ['integration', id, 'egress'],
    queryFn: ({ signal }) => unwrap(api.GET('/v2/integrations/{id}/egress', { params: { path: { id } }, signal })),
  });
}
