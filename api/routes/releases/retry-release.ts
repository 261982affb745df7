import { Type } from 'typebox';
import { retryBuild } from '../../../src/app/builds/retry-build.ts';
import { recordActivity } from '../../../src/db/stores/activity/record-activity.ts';
import { findRelease } from '../../../src/db/stores/releases/release-repository.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { writeOnce } from '../../http/write-once.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { ReleaseSchema } from '../../schemas/release-schema.ts';
import { requireRelease } from './require-release.ts';
import { toReleaseResponse } from './to-release-response.ts';

export const retryReleaseRoute = defineRoute({
  method: 'post',
  path: '/v2/releases/{id}/retry',
  operationId: 'retryRelease',
  summary: 'Builds an ended release once more, as a new one with the next number. Takes an Idempotency-Key.',
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  requestHeaders: ['Idempotency-Key'],
  errors: ['archived', 'conflict', 'not_found'],
  responses: { 201: { description: 'The new release, queued.', schema: ReleaseSchema } },
  async handler(request) {
    const { deps, actor, scope, params } = request;
    const { integrationId } = await requireRelease(deps.db, scope, params.id);
    return writeOnce('retryRelease', request, async (unit) => {
      const input = { releaseId: params.id, requestedBy: actor.name };
      const { id } = await retryBuild({ transaction: (work) => work(unit) }, input);
      await recordActivity(unit, {
        actor: actor.name,
        action: 'release.retried',
        subjectKind: 'release',
        subjectId: id,
        integrationId,
        after: { retry_of: params.id },
      });
      const release = await findRelease(unit.em, integrationId, id);
      if (!release) throw new Error('The release that was just made is not there.');
      return toReleaseResponse(unit, { deps, scope }, release, 201);
    });
  },
});
