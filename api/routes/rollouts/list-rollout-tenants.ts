import { Type } from 'typebox';
import { listRows, WhereClause } from '../../../src/db/list-rows.ts';
import type { Placement } from '../../../src/domain/rollouts/placement.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { listQuery, pageOf, readListRequest, toListResponse } from '../../http/list-request.ts';
import { Id, IdParams, Nullable, OneOf, Time, toTimeOrNull } from '../../schemas/common-schema.ts';
import { requireOwnRollout } from './rollout-response.ts';

const STATES = ['pending', 'moved', 'held', 'skipped', 'reverted'] as const satisfies readonly Placement[];

interface Row {
  readonly id: number;
  readonly state: Placement;
  readonly from_release_id: number | null;
  readonly reached_at: Date | null;
}

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
    const request = readListRequest(query, { id: { column: 'rt.id', type: 'bigint' } }, deps.signer);
    const rollout = await requireOwnRollout(deps.db, scope, params.id);
    const where = new WhereClause().add('rt.rollout_id = ?', rollout.id);
    if (query.state !== undefined) where.add('rt.state = ?', query.state);
    const from = '(select tenant_id as id, rollout_id, state, from_release_id, reached_at from rollout_tenants) rt';
    const sortColumns = { id: { column: 'rt.id', type: 'bigint' } } as const;
    const page = await listRows<Row>(deps.db, { from, alias: 'rt', where, sortColumns }, request);
    const items = page.items.map((row) => ({
      tenant_id: row.id,
      state: row.state,
      from_release_id: row.from_release_id,
      reached_date: toTimeOrNull(row.reached_at),
    }));
    return toListResponse(page, items, request, { ...deps, path: `/v2/rollouts/${rollout.id}/tenants`, query });
  },
});
