import { Type } from 'typebox';
import { listTenantPauses, PAUSE_SORT_COLUMNS } from '../../../src/db/stores/tenants/tenant-pause-repository.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { listQuery, pageOf, readListRequest, toListResponse } from '../../http/list-request.ts';
import { Id, IdParams, Nullable, Time, toTime, toTimeOrNull } from '../../schemas/common-schema.ts';
import { requireTenant } from './require-tenant.ts';

const PastPause = Type.Object(
  {
    id: Id,
    paused_date: Time,
    paused_by: Type.String(),
    note: Nullable(Type.String()),
    until: Nullable(Time),
    resumed_date: Nullable(Time),
    resumed_by: Nullable(Type.String({ description: 'until = it came to its end by itself.' })),
  },
  { $id: 'TenantPause' },
);

export const listTenantPausesRoute = defineRoute({
  method: 'get',
  path: '/v2/tenants/{id}/pauses',
  operationId: 'listTenantPauses',
  summary: 'The pauses of a tenant, the present one included, newest first unless sorted otherwise.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({ ...listQuery }),
  body: null,
  errors: ['not_found'],
  responses: { 200: pageOf(PastPause) },
  async handler({ deps, scope, params, query }) {
    const request = readListRequest({ sort_by: 'id__DESC', ...query }, PAUSE_SORT_COLUMNS, deps.signer);
    const tenant = await requireTenant(deps.db, scope, params.id);
    const page = await listTenantPauses(deps.db, tenant.id, request);
    const items = page.items.map((pause) => ({
      ...{ id: pause.id, paused_date: toTime(pause.pausedAt), paused_by: pause.pausedBy, note: pause.note },
      ...{ until: toTimeOrNull(pause.until), resumed_date: toTimeOrNull(pause.resumedAt), resumed_by: pause.resumedBy },
    }));
    return toListResponse(page, items, request, { ...deps, path: `/v2/tenants/${tenant.id}/pauses`, query });
  },
});
