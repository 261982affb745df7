import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { followRun } from '../../logs/followed-log.ts';
import { LogSearchQuery, LogSearchSchema, readLogSearchResponse } from '../../logs/log-search.ts';
import { IdParams } from '../../schemas/common-schema.ts';

export const searchRunLogRoute = defineRoute({
  method: 'get',
  path: '/v2/runs/{id}/log_search',
  operationId: 'searchRunLog',
  summary: 'Lines of the log that hold a text, with the lines around them.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: LogSearchQuery,
  body: null,
  errors: ['log_expired', 'not_found'],
  responses: { 200: { description: 'A page.', schema: LogSearchSchema } },
  async handler({ deps, scope, params, query }) {
    const followed = await followRun(deps, scope, params.id);
    return { status: 200, body: await readLogSearchResponse(deps, followed, query) };
  },
});
