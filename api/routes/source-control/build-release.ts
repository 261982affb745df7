import { type Static, Type } from 'typebox';
import { requestBuild } from '../../../src/app/builds/request-build.ts';
import { recordActivity } from '../../../src/db/stores/activity/record-activity.ts';
import { findIntegration } from '../../../src/db/stores/integrations/integration-repository.ts';
import { findRelease } from '../../../src/db/stores/releases/release-repository.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { writeOnce } from '../../http/write-once.ts';
import { Id, NoParams, Nullable } from '../../schemas/common-schema.ts';
import { RefSchema, ReleaseSchema } from '../../schemas/release-schema.ts';
import { toReleaseResponse } from '../releases/to-release-response.ts';

export const buildReleaseRoute = defineRoute({
  method: 'post',
  path: '/v2/sourcecontrol/build',
  operationId: 'buildRelease',
  summary:
    'Builds a release of the tracking branch, or of another branch, a tag or a commit (ref); tag is a label, no_cache builds everything anew. Takes an Idempotency-Key.',
  access: EDITORS,
  isPandium: true,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object(
    {
      tag: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 255 }))),
      integration_id: Id,
      branch: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 255 }))),
      ref: Type.Optional(Nullable(RefSchema)),
      no_cache: Type.Optional(Type.Boolean()),
    },
    { $id: 'BuildInput' },
  ),
  requestHeaders: ['Idempotency-Key'],
  errors: ['archived', 'not_found'],
  responses: { 201: { description: 'The queued release.', schema: ReleaseSchema } },
  handler(request) {
    const { deps, actor, scope, body } = request;
    const { integration_id: integrationId, tag = null } = body;
    const ref = refOf(body.ref ?? null, body.branch ?? null);
    if (ref !== null) deps.repositoryRules.checkRef(ref);
    return writeOnce('buildRelease', request, async (unit) => {
      const integration = await findIntegration(unit.em, scope, integrationId);
      if (!integration) throw new AppError('not_found', 'There is no integration with this id.');
      const isCacheIgnored = body.no_cache ?? false;
      const input = { integrationId, tag, ref, isCacheIgnored, requestedBy: actor.name };
      const { id } = await requestBuild({ transaction: (work) => work(unit) }, input);
      await recordActivity(unit, {
        ...{ actor: actor.name, action: 'release.requested', subjectKind: 'release', subjectId: id },
        ...{ integrationId, partnerId: integration.partnerId, after: { tag, ref, no_cache: isCacheIgnored } },
      });
      const release = await findRelease(unit.em, integrationId, id);
      if (!release) throw new Error('The release that was just made is not there.');
      return toReleaseResponse(unit, { deps, scope }, release, 201);
    });
  },
});

type Ref = Static<typeof RefSchema>;

/** Pandium's clients name a branch; both are fine where they mean the same. */
function refOf(ref: Ref | null, branch: string | null): Ref | null {
  if (branch === null) return ref;
  if (ref === null || (ref.kind === 'branch' && ref.name === branch)) return { kind: 'branch', name: branch };
  const message = 'Name a branch or a ref, not both.';
  throw new AppError('invalid_input', message, { issues: [{ pointer: '/ref', message }] });
}
