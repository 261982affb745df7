import { Type } from 'typebox';
import { findLatestRelease } from '../../../src/db/stores/releases/release-repository.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { ReleaseSchema } from '../../schemas/release-schema.ts';
import { requireIntegration } from '../integrations/require-integration.ts';
import { toReleaseResponse } from './to-release-response.ts';

export const getLatestReleaseRoute = defineRoute({
  method: 'get',
  path: '/v2/integrations/{id}/releases/latest',
  operationId: 'getLatestRelease',
  summary: 'The highest-numbered ready release of the tracking branch.',
  access: READERS,
  isPandium: true,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found'],
  responses: { 200: { description: 'The release.', schema: ReleaseSchema } },
  async handler({ deps, scope, params }) {
    const integration = await requireIntegration(deps.db, scope, params.id);
    const release = await findLatestRelease(deps.db.em(), integration.id);
    if (!release) throw new AppError('not_found', 'There is no such release of this integration.');
    return toReleaseResponse(deps.db, { deps, scope }, release);
  },
});
