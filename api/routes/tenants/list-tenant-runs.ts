import { Type } from 'typebox';
import { listRuns, TENANT_RUN_SORT_COLUMNS } from '../../../src/db/stores/runs/run-repository.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { listQuery, pageOf, readListRequest, toListResponse } from '../../http/list-request.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { RunSchema } from '../../schemas/run-schema.ts';
import { toRunJsonWith } from '../runs/to-run-json-with.ts';
import { requireTenant } from './require-tenant.ts';

export const listTenantRunsRoute = defineRoute({
  method: 'get',
  path: '/v2/tenants/{id}/runs',
  operationId: 'listTenantRuns',
  summary: 'The runs of a tenant, newest first unless sorted otherwise.',
  access: READERS,
  isPandium: true,
  params: IdParams,
  query: Type.Object({ ...listQuery }),
  body: null,
  errors: ['not_found'],
  responses: { 200: pageOf(RunSchema) },
  async handler({ deps, scope, params, query }) {
    const request = readListRequest({ sort_by: 'id__DESC', ...query }, TENANT_RUN_SORT_COLUMNS, deps.signer);
    const tenant = await requireTenant(deps.db, scope, params.id);
    const page = await listRuns(deps.db, deps.caps, scope, { tenantId: tenant.id }, request);
    const path = `/v2/tenants/${tenant.id}/runs`;
    return toListResponse(page, page.items.map(toRunJsonWith(deps, scope)), request, { ...deps, path, query });
  },
});
