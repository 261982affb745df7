import { Type } from 'typebox';
import {
  listRolloutTenants,
  ROLLOUT_TENANT_SORT_COLUMNS,
} from '../../../src/db/stores/rollouts/rollout-tenant-list.ts';
import type { Placement } from '../../../src/domain/rollouts/placement.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { listQuery, pageOf, readListRequest, toListResponse } from '../../http/list-request.ts';
import { Id, IdParams, Nullable, OneOf, Time, toTimeOrNull } from '../../schemas/common-schema.ts';
import { requireOwnRollout } from './rollout-response.ts';

const STATES = ['pending', 'moved', 'held', 'skipped', 'reverted'] as const satisfies readonly Placement[];

export const listRolloutTenantsRoute = defineRoute({
  method: 'get',
  path: '/v2/rollouts/{id}/tenants',
  operationId: 'listRolloutTenants',
  summary: 'What the rollout has done with each of its tenants; state=held lists those that need reconfiguration.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({ ...listQuery, state: Type.Optional(OneOf(STATES)) }),
  body: null,
  errors: ['not_found'],
  responses: {
    200: pageOf(
      Type.Object(
        {
          tenant_id: Id,
          state: OneOf(STATES),
          from_release_id: Nullable(Id),
          reached_date: Nullable(Time),
        },
        { $id: 'RolloutTenant' },
      ),
    ),
  },
  async handler({ deps, scope, params, query }) {
    const request = readListRequest(query, ROLLOUT_TENANT_SORT_COLUMNS, deps.signer);
    const rollout = await requireOwnRollout(deps.db, scope, params.id);
    const filters = { rolloutId: rollout.id, state: query.state };
    const page = await listRolloutTenants(deps.db, filters, request);
    const items = page.items.map((row) => ({
      tenant_id: row.id,
      state: row.state,
      from_release_id: row.from_release_id,
      reached_date: toTimeOrNull(row.reached_at),
    }));
    return toListResponse(page, items, request, { ...deps, path: `/v2/rollouts/${rollout.id}/tenants`, query });
  },
});
