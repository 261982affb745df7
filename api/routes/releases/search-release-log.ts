import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { followRelease } from '../../logs/followed-log.ts';
import { LogSearchQuery, LogSearchSchema, readLogSearchResponse } from '../../logs/log-search.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { requireRelease } from './require-release.ts';

export const searchReleaseLogRoute = defineRoute({
  method: 'get',
  path: '/v2/releases/{id}/log_search',
  operationId: 'searchReleaseLog',
  summary: 'Lines of the build log that hold a text, with the lines around them.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: LogSearchQuery,
  body: null,
  errors: ['log_expired', 'not_found'],
  responses: { 200: { description: 'A page.', schema: LogSearchSchema } },
  async handler({ deps, scope, params, query }) {
    const { id } = await requireRelease(deps.db, scope, params.id);
    return { status: 200, body: await readLogSearchResponse(deps, await followRelease(deps, id), query) };
  },
});
