import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client.ts';
import type { Release } from '../../api/types.ts';

const BUILDING_REFRESH_MS = 2_000;
const REFRESH_MS = 10_000;
const MAX_LISTED = 100;

export function releaseQuery(id: number) {
  return queryOptions({
    queryKey: ['release', id],
    queryFn: ({ signal }) => unwrap(api.GET('/v2/releases/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data && isBuilt(state.data) ? false : BUILDING_REFRESH_MS),
  });
}

/** The newest releases of an integration. */
export function releasesQuery(integrationId: number) {
  return queryOptions({
    queryKey: ['integration', integrationId, 'releases'],
    queryFn: ({ signal }) => {
      const params = { path: { id: integrationId }, query: { limit: MAX_LISTED, sort_by: 'id__DESC' } };
      return unwrap(api.GET('/v2/integrations/{id}/releases', { params, signal }));
    },
    refetchInterval: ({ state }) => (state.data?.every(isBuilt) ? REFRESH_MS : BUILDING_REFRESH_MS),
  });
}

/** Returns whether nothing of it changes any more. */
export function isBuilt({ state }: Pick<Release, 'state'>): boolean {
  return state === 'ready' || state === 'failed' || state === 'cancelled';
}

/** Returns `#12`, with its tag or commit where it has one. */
export function releaseName({ number, tag, commit_sha: commit }: Release): string {
  return [`#${number}`, tag ?? commit?.slice(0, 7)].filter(Boolean).join(' ');
}
