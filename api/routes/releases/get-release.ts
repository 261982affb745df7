import { Type } from 'typebox';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { ReleaseSchema } from '../../schemas/release-schema.ts';
import { requireRelease } from './require-release.ts';
import { toReleaseResponse } from './to-release-response.ts';

export const getReleaseRoute = defineRoute({
  method: 'get',
  path: '/v2/releases/{id}',
  operationId: 'getRelease',
  summary: 'One release.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found'],
  responses: { 200: { description: 'The release.', schema: ReleaseSchema } },
  async handler({ deps, scope, params }) {
    return toReleaseResponse(deps.db, { deps, scope }, await requireRelease(deps.db, scope, params.id));
  },
});
