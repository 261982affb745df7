import { Type } from 'typebox';
import { findRun } from '../../../src/db/stores/runs/run-repository.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { RunSchema } from '../../schemas/run-schema.ts';
import { toRunJsonWith } from './to-run-json-with.ts';

export const getRunRoute = defineRoute({
  method: 'get',
  path: '/v2/runs/{id}',
  operationId: 'getRun',
  summary: 'One run.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found'],
  responses: { 200: { description: 'The run.', schema: RunSchema } },
  async handler({ deps, scope, params }) {
    const record = await findRun(deps.db, deps.caps, scope, params.id);
    if (!record) throw new AppError('not_found', 'There is no run with this id.');
    return { status: 200, body: toRunJsonWith(deps, scope)(record) };
  },
});
