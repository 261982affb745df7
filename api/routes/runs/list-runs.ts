import { type Static, Type } from 'typebox';
import { listRuns, RUN_SORT_COLUMNS, type RunFilter } from '../../../src/db/stores/runs/run-repository.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { listQuery, pageOf, readListRequest, toListResponse } from '../../http/list-request.ts';
import { Id, NoParams } from '../../schemas/common-schema.ts';
import {
  FailureClassSchema,
  RunLaneSchema,
  RunModeSchema,
  RunPhaseSchema,
  RunSchema,
  TriggerSourceSchema,
  toRunJson,
} from '../../schemas/run-schema.ts';

const path = '/v2/runs';

const filters = Type.Object({
  integration_id: Type.Optional(Id),
  tenant_id: Type.Optional(Id),
  phase: Type.Optional(RunPhaseSchema),
  mode: Type.Optional(RunModeSchema),
  partner_id: Type.Optional(Id),
  lane: Type.Optional(RunLaneSchema),
  source: Type.Optional(TriggerSourceSchema),
  failure_class: Type.Optional(FailureClassSchema),
  release_id: Type.Optional(Id),
  rerun_of: Type.Optional(Id),
  from: Type.Optional(Type.String({ format: 'date-time', description: 'Queued then or later.' })),
  to: Type.Optional(Type.String({ format: 'date-time', description: 'Queued before.' })),
  needs_attention: Type.Optional(
    Type.Boolean({ description: 'Those that a tenant failed with last, and those that wait for too long.' }),
  ),
});

export const listRunsRoute = defineRoute({
  method: 'get',
  path,
  operationId: 'listRuns',
  summary: 'The runs of the hub, newest first unless sorted otherwise.',
  access: READERS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({
    ...listQuery,
    ...filters.properties,
  }),
  body: null,
  errors: [],
  responses: { 200: pageOf(RunSchema) },
  async handler({ deps, scope, query }) {
    const request = readListRequest({ sort_by: 'id__DESC', ...query }, RUN_SORT_COLUMNS, deps.signer);
    const page = await listRuns(deps.db, deps.caps, scope, toFilter(query), request);
    return toListResponse(page, page.items.map(toRunJson), request, { ...deps, path, query });
  },
});

function toFilter(query: Static<typeof filters>): RunFilter {
  return {
    tenantId: query.tenant_id,
    integrationId: query.integration_id,
    partnerId: query.partner_id,
    phase: query.phase,
    mode: query.mode,
    lane: query.lane,
    source: query.source,
    failureClass: query.failure_class,
    releaseId: query.release_id,
    rerunOf: query.rerun_of,
    from: query.from === undefined ? undefined : new Date(query.from),
    to: query.to === undefined ? undefined : new Date(query.to),
    needsAttention: query.needs_attention,
  };
}
