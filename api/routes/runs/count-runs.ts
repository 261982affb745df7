import { Type } from 'typebox';
import { countRuns } from '../../../src/db/stores/runs/run-repository.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { runFilters, toRunFilter } from './run-filter.ts';

const Counts = Type.Object(
  {
    queued: Type.Integer(),
    running: Type.Integer(),
    succeeded: Type.Integer(),
    failed: Type.Integer(),
    cancelled: Type.Integer(),
  },
  { $id: 'RunCounts' },
);

export const countRunsRoute = defineRoute({
  method: 'get',
  path: '/v2/runs/counts',
  operationId: 'countRuns',
  summary: 'How many runs there are in each phase, of those that the filters of listRuns take.',
  access: READERS,
  isPandium: false,
  params: NoParams,
  query: Type.Object(runFilters),
  body: null,
  errors: [],
  responses: { 200: { description: 'The counts.', schema: Counts } },
  async handler({ deps, scope, query }) {
    const counts = await countRuns(deps.db, scope, toRunFilter(query));
    return { status: 200, body: { queued: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0, ...counts } };
  },
});
