import { queryOptions } from '@tanstack/react-query';
import { api, unwrap, unwrapTagged } from '../../api/client.ts';
import { listQuery } from '../../api/list-query.ts';
import type { Run, Tenant } from '../../api/types.ts';
import type { TenantsSearch } from './routes.ts';

const REFRESH_MS = 10_000;
const RUNNING_REFRESH_MS = 3_000;

export function tenantsQuery({ status, ...filter }: TenantsSearch) {
  const query = { ...filter, ...(status && { status }), archived: status === 'archived', sort_by: 'id__DESC' };
  return listQuery<Tenant>({
    key: ['tenants', query],
    load: (page, signal) => api.GET('/v2/tenants', { params: { query: { ...page, ...query } }, signal }),
    refreshMs: REFRESH_MS,
  });
}

/** How many tenants there are of each state. */
export function tenantCountsQuery(filter: Omit<TenantsSearch, 'status'>) {
  return queryOptions({
    queryKey: ['tenants', 'counts', filter],
    queryFn: ({ signal }) => unwrap(api.GET('/v2/tenants/counts', { params: { query: filter }, signal })),
    refetchInterval: REFRESH_MS,
  });
}

export function tenantQuery(id: number) {
  return queryOptions({
    queryKey: ['tenant', id],
    queryFn: ({ signal }) => unwrapTagged(api.GET('/v2/tenants/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.data.status.current_run ? RUNNING_REFRESH_MS : REFRESH_MS),
  });
}

export function tenantRunsQuery(id: number) {
  return listQuery<Run>({
    key: ['tenant', id, 'runs'],
    load: (page, signal) =>
      api.GET('/v2/runs', { params: { query: { ...page, tenant_id: id, sort_by: 'id__DESC' } }, signal }),
    refreshMs: RUNNING_REFRESH_MS,
  });
}

export function tenantPausesQuery(id: number) {
  return queryOptions({
    queryKey: ['tenant', id, 'pauses'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v2/tenants/{id}/pauses', { params: { path: { id }, query: { limit: 10 } }, signal })),
  });
}

export function tenantMetadataQuery(id: number) {
  return queryOptions({
    queryKey: ['tenant', id, 'metadata'],
    queryFn: ({ signal }) => unwrap(api.GET('/v2/tenants/{id}/metadata', { params: { path: { id } }, signal })),
  });
}

const FETCHING_MS = 1_500;

/** The form of the release that a tenant runs next, or of the one named. */
export function configFormQuery(id: number, releaseId: number | null) {
  return queryOptions({
    queryKey: ['tenant', id, 'configs', releaseId],
    queryFn: ({ signal }) => {
      const params = { path: { id }, query: releaseId === null ? {} : { release_id: releaseId } };
      return unwrapTagged(api.GET('/v2/tenants/{id}/configs', { params, signal }));
    },
    refetchInterval: ({ state }) => (state.data?.data.refresh.current ? FETCHING_MS : false),
  });
}
