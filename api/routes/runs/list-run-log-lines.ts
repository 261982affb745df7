import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { followRun } from '../../logs/followed-log.ts';
import { LogPageQuery, LogPageSchema, readLogPageResponse } from '../../logs/log-page.ts';
import { IdParams } from '../../schemas/common-schema.ts';

export const listRunLogLinesRoute = defineRoute({
  method: 'get',
  path: '/v2/runs/{id}/log_lines',
  operationId: 'listRunLogLines',
  summary: 'Numbered lines of the log: its tail, or those next to a line; waits for new ones where asked to.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: LogPageQuery,
  body: null,
  errors: ['log_expired', 'not_found'],
  responses: { 200: { description: 'A page.', schema: LogPageSchema } },
  async handler({ deps, scope, params, query, signal }) {
    const followed = await followRun(deps, scope, params.id);
    return { status: 200, body: await readLogPageResponse(deps, followed, query, signal) };
  },
});
