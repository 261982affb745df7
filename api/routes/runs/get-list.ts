import { Type } from 'typebox';
import { listRuns, RUN_SORT_COLUMNS } from '../../../src/db/repositories/run-repository.ts';
import { READERS } from '../../access.ts';
import { listQuery, readListRequest, toListAnswer } from '../../list-request.ts';
import { defineRoute } from '../../route.ts';
import { Id, NoParams } from '../../schemas/common-schema.ts';
import { RunModeSchema, RunPhaseSchema, RunSchema, toRunJson } from '../../schemas/run-schema.ts';

const path = '/v2/runs';

export const getRuns = defineRoute({
  method: 'get',
  path,
  operationId: 'listRuns',
  summary: 'The runs of the hub, newest first unless sorted otherwise.',
  access: READERS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({
    ...listQuery,
    integration_id: Type.Optional(Id),
    tenant_id: Type.Optional(Id),
    phase: Type.Optional(RunPhaseSchema),
    mode: Type.Optional(RunModeSchema),
  }),
  body: null,
  responses: { 200: { description: 'A page.', schema: Type.Array(RunSchema) } },
  async handler({ deps, scope, query }) {
    const request = readListRequest({ sort_by: 'id__DESC', ...query }, RUN_SORT_COLUMNS, deps.signer);
    const { tenant_id: tenantId, integration_id: integrationId, phase, mode } = query;
    const page = await listRuns(deps.db, deps.caps, scope, { tenantId, integrationId, phase, mode }, request);
    return toListAnswer(page, page.items.map(toRunJson), request, { ...deps, path, query });
  },
});
