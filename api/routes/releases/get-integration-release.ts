import { Type } from 'typebox';
import { findRelease } from '../../../src/db/stores/releases/release-repository.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { Id } from '../../schemas/common-schema.ts';
import { ReleaseSchema } from '../../schemas/release-schema.ts';
import { requireIntegration } from '../integrations/require-integration.ts';
import { toReleaseResponse } from './to-release-response.ts';

export const getIntegrationReleaseRoute = defineRoute({
  method: 'get',
  path: '/v2/integrations/{id}/releases/{release_id}',
  operationId: 'getIntegrationRelease',
  summary: 'One release of an integration.',
  access: READERS,
  isPandium: true,
  params: Type.Object({ id: Id, release_id: Id }),
  query: Type.Object({}),
  body: null,
  errors: ['not_found'],
  responses: { 200: { description: 'The release.', schema: ReleaseSchema } },
  async handler({ deps, scope, params }) {
    const integration = await requireIntegration(deps.db, scope, params.id);
    const release = await findRelease(deps.db.em(), integration.id, params.release_id);
    if (!release) throw new AppError('not_found', 'There is no such release of this integration.');
    return toReleaseResponse(deps.db, { deps, scope }, release);
  },
});
