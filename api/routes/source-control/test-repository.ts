import { Type } from 'typebox';
import { readRepositoryTest, recordRepositoryTest } from '../../../src/db/stores/source-control/git-hook-repository.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { RepositoryTestSchema, toRepositoryTestJson } from '../../schemas/repository-schema.ts';
import { requireIntegration } from '../integrations/require-integration.ts';

export const testRepositoryRoute = defineRoute({
  method: 'post',
  path: '/v2/integrations/{id}/repository/test',
  operationId: 'testRepository',
  summary: "Begins to read an integration's repository as a build would; GET returns the outcome.",
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['archived', 'not_found', 'temporal_unavailable'],
  responses: { 202: { description: 'The test under way.', schema: RepositoryTestSchema } },
  async handler({ deps, scope, params }) {
    const integration = await requireIntegration(deps.db, scope, params.id);
    if (integration.archivedAt) throw new AppError('archived', 'The integration is archived.');
    if (!integration.repositoryUrl || !integration.repositoryTrackingBranch) {
      const issues = [{ pointer: '/id', message: 'has no repository and tracking branch' }];
      throw new AppError('invalid_input', 'The integration has nothing to test.', { issues });
    }
    const { id: integrationId, partnerId, name: integrationName } = integration;
    const { testId } = await deps.startRepositoryTest({ integrationId, partnerId, integrationName });
    await recordRepositoryTest(deps.db, integrationId, testId);
    return { status: 202, body: toRepositoryTestJson(await readRepositoryTest(deps.db, integrationId)) };
  },
});
