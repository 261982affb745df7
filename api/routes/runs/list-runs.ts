import { Type } from 'typebox';
import { listRuns, RUN_SORT_COLUMNS } from '../../../src/db/stores/runs/run-repository.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { listQuery, pageOf, readListRequest, toListResponse } from '../../http/list-request.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { RunSchema } from '../../schemas/run-schema.ts';
import { runFilters, toRunFilter } from './run-filter.ts';
import { toRunJsonWith } from './to-run-json-with.ts';

const path = '/v2/runs';

export const listRunsRoute = defineRoute({
  method: 'get',
  path,
  operationId: 'listRuns',
  summary: 'The runs of the hub, newest first unless sorted otherwise.',
  access: READERS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({ ...listQuery, ...runFilters }),
  body: null,
  errors: [],
  responses: { 200: pageOf(RunSchema) },
  async handler({ deps, scope, query }) {
    const request = readListRequest({ sort_by: 'id__DESC', ...query }, RUN_SORT_COLUMNS, deps.signer);
    const page = await listRuns(deps.db, deps.caps, scope, toRunFilter(query), request);
    return toListResponse(page, page.items.map(toRunJsonWith(deps, scope)), request, { ...deps, path, query });
  },
});
