import { Type } from 'typebox';
import { requestCancelRun } from '../../../src/app/runs/cancel-run.ts';
import { findRun, isRunInScope } from '../../../src/db/stores/runs/run-repository.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { RunSchema } from '../../schemas/run-schema.ts';
import { toRunJsonWith } from './to-run-json-with.ts';

export const cancelRunRoute = defineRoute({
  method: 'post',
  path: '/v2/runs/{id}/cancel',
  operationId: 'cancelRun',
  summary: "Asks for a run's end; asking again changes nothing.",
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found', 'run_finished'],
  responses: { 202: { description: 'The run as it is now.', schema: RunSchema } },
  async handler({ deps, actor, scope, params }) {
    const { db } = deps;
    if (!(await isRunInScope(db, scope, params.id))) throw new AppError('not_found', 'There is no run with this id.');
    await db.transaction((sql) => requestCancelRun(sql, { runId: params.id, requestedBy: actor.name }));
    const record = await findRun(db, deps.caps, scope, params.id);
    if (!record) throw new AppError('not_found', 'There is no run with this id.');
    return { status: 202, body: toRunJsonWith(deps, scope)(record) };
  },
});
