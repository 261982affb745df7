import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client.ts';
import { listQuery } from '../../api/list-query.ts';
import type { Run } from '../../api/types.ts';
import type { RunsSearch } from './routes.ts';

const REFRESH_MS = 5_000;
const RUNNING_REFRESH_MS = 2_000;

export function runsQuery(filter: RunsSearch) {
  return listQuery<Run>({
    key: ['runs', filter],
    load: (page, signal) => api.GET('/v2/runs', { params: { query: { ...page, ...filter } }, signal }),
    refreshMs: REFRESH_MS,
  });
}

/** How many runs there are of each phase. */
export function runCountsQuery(filter: Omit<RunsSearch, 'phase'>) {
  return queryOptions({
    queryKey: ['runs', 'counts', filter],
    queryFn: ({ signal }) => unwrap(api.GET('/v2/runs/counts', { params: { query: filter }, signal })),
    refetchInterval: REFRESH_MS,
  });
}

export function runQuery(id: number) {
  return queryOptions({
    queryKey: ['run', id],
    queryFn: ({ signal }) => unwrap(api.GET('/v2/runs/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data && isEnded(state.data) ? false : RUNNING_REFRESH_MS),
  });
}

export function isEnded({ phase }: Pick<Run, 'phase'>): boolean {
  return phase === 'succeeded' || phase === 'failed' || phase === 'cancelled';
}
