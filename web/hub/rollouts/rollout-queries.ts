import { queryOptions } from '@tanstack/react-query';
import { api, type Output, unwrap } from '../../api/client.ts';
import { listQuery } from '../../api/list-query.ts';
import type { Rollout } from '../../api/types.ts';

const MOVING_REFRESH_MS = 2_000;

export type RolloutTenant = Output<'listRolloutTenants'>[number];

export function rolloutsQuery(integrationId: number) {
  return queryOptions({
    queryKey: ['integration', integrationId, 'rollouts'],
    queryFn: ({ signal }) => {
      const params = { path: { id: integrationId }, query: { limit: 50 } };
      return unwrap(api.GET('/v2/integrations/{id}/rollouts', { params, signal }));
    },
    refetchInterval: ({ state }) => (state.data?.every(isOver) ? false : MOVING_REFRESH_MS),
  });
}

export function rolloutQuery(id: number) {
  return queryOptions({
    queryKey: ['rollout', id],
    queryFn: ({ signal }) => unwrap(api.GET('/v2/rollouts/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : MOVING_REFRESH_MS),
  });
}

export function rolloutTenantsQuery(id: number, state: RolloutTenant['state'] | undefined) {
  return listQuery<RolloutTenant>({
    key: ['rollout', id, 'tenants', state],
    load: (page, signal) => {
      const params = { path: { id }, query: { ...page, ...(state && { state }) } };
      return api.GET('/v2/rollouts/{id}/tenants', { params, signal });
    },
    refreshMs: MOVING_REFRESH_MS,
  });
}

/** Returns whether nothing of it moves any more. */
function isOver({ state }: Pick<Rollout, 'state'>): boolean {
  return state === 'completed' || state === 'aborted' || state === 'rolled_back' || state === 'superseded';
}
