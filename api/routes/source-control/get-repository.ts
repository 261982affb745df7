import { Type } from 'typebox';
import { readRepositoryStatus } from '../../../src/db/stores/source-control/repository-status-repository.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { RepositorySchema, toRepositoryJson } from '../../schemas/repository-schema.ts';
import { requireIntegration } from '../integrations/require-integration.ts';

export const getRepositoryRoute = defineRoute({
  method: 'get',
  path: '/v2/integrations/{id}/repository',
  operationId: 'getRepository',
  summary: "An integration's repository: its head, the last push, and whether it can be read.",
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found'],
  responses: { 200: { description: 'The repository.', schema: RepositorySchema } },
  async handler({ deps, scope, params }) {
    await requireIntegration(deps.db, scope, params.id);
    const status = await readRepositoryStatus(deps.db, params.id);
    if (status === null) throw new AppError('not_found', 'There is no integration with this id.');
    return { status: 200, body: toRepositoryJson(status) };
  },
});
