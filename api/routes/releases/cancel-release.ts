import { Type } from 'typebox';
import { cancelBuild } from '../../../src/app/builds/cancel-build.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { ReleaseSchema } from '../../schemas/release-schema.ts';
import { requireRelease } from './require-release.ts';
import { toReleaseResponse } from './to-release-response.ts';

export const cancelReleaseRoute = defineRoute({
  method: 'post',
  path: '/v2/releases/{id}/cancel',
  operationId: 'cancelRelease',
  summary: 'Ends a build that has not ended; asking again changes nothing.',
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['conflict', 'not_found'],
  responses: { 202: { description: 'The release as it is now.', schema: ReleaseSchema } },
  async handler({ deps, actor, scope, params }) {
    const { db } = deps;
    await requireRelease(db, scope, params.id);
    await db.transaction((sql) => cancelBuild(sql, { releaseId: params.id, actor: actor.name }));
    return toReleaseResponse(db, { deps, scope }, await requireRelease(db, scope, params.id), 202);
  },
});
