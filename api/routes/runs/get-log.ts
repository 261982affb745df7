import { Type } from 'typebox';
import { isRunInScope } from '../../../src/db/repositories/run-repository.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { READERS } from '../../access.ts';
import { makeLogLink } from '../../log-link.ts';
import { defineRoute } from '../../route.ts';
import { IdParams } from '../../schemas/common-schema.ts';

export const getRunLog = defineRoute({
  method: 'get',
  path: '/v2/runs/{id}/log',
  operationId: 'getRunLog',
  summary: 'Redirects to a signed link to the log that expires in 15 minutes.',
  access: READERS,
  isPandium: true,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  responses: { 302: { description: 'The link.', schema: null } },
  async handler({ deps, scope, params }) {
    if (!(await isRunInScope(deps.db, scope, params.id))) {
      throw new AppError('not_found', 'There is no run with this id.');
    }
    return { status: 302, body: null, headers: { Location: makeLogLink(deps, params.id, new Date()) } };
  },
});
