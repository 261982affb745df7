import { Type } from 'typebox';
import { readRepositoryTest } from '../../../src/db/stores/source-control/git-hook-repository.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { RepositoryTestSchema, toRepositoryTestJson } from '../../schemas/repository-schema.ts';
import { requireIntegration } from '../integrations/require-integration.ts';

export const getRepositoryTestRoute = defineRoute({
  method: 'get',
  path: '/v2/integrations/{id}/repository/test',
  operationId: 'getRepositoryTest',
  summary: "The last test of an integration's repository; state running until it is over.",
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found'],
  responses: { 200: { description: 'The test, with the step that failed.', schema: RepositoryTestSchema } },
  async handler({ deps, scope, params }) {
    await requireIntegration(deps.db, scope, params.id);
    return { status: 200, body: toRepositoryTestJson(await readRepositoryTest(deps.db, params.id)) };
  },
});
