import { Type } from 'typebox';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { followRelease } from '../../logs/followed-log.ts';
import { toLogResponse } from '../../logs/log-response.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { requireRelease } from './require-release.ts';

export const getReleaseLogRoute = defineRoute({
  method: 'get',
  path: '/v2/releases/{id}/log',
  operationId: 'getReleaseLog',
  summary: 'The build log of a release, as far as it is stored.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['log_expired', 'not_found'],
  responses: { 200: { description: 'The lines.', schema: Type.String(), contentType: 'text/plain' } },
  async handler({ deps, scope, params, signal }) {
    const { id } = await requireRelease(deps.db, scope, params.id);
    await followRelease(deps, id);
    const shown = { kinds: ['stderr', 'stdout', 'hub'], fileName: `release-${id}.log` } as const;
    return toLogResponse(deps, { kind: 'build', releaseId: id }, shown, signal);
  },
});
