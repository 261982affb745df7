import { Type } from 'typebox';
import { requestCancelRun } from '../../../src/app/runs/cancel-run.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { BulkOutcomeSchema, changeEach, readExpectedCount } from '../bulk/bulk-request.ts';
import { bulkRunFields, findBulkRuns } from './bulk-runs.ts';

export const cancelRunsRoute = defineRoute({
  method: 'post',
  path: '/v2/runs/bulk_cancel',
  operationId: 'cancelRuns',
  summary:
    'Asks for the end of the queued and running ones of the runs that a filter takes; dry_run counts them first.',
  access: EDITORS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object(bulkRunFields),
  errors: ['conflict'],
  responses: { 202: { description: 'How many were cancelled.', schema: BulkOutcomeSchema } },
  handler({ deps, actor, scope, body }) {
    return deps.db.transaction(async (sql) => {
      const ids = await findBulkRuns(sql, scope, body.filter, false);
      const outcome = await changeEach(ids, readExpectedCount(body), (runId) =>
        requestCancelRun(sql, { runId, requestedBy: actor.name }),
      );
      return { status: 202, body: outcome };
    });
  },
});
