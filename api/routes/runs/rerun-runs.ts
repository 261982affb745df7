import { Type } from 'typebox';
import { rerunRun } from '../../../src/app/runs/rerun-run.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { writeOnce } from '../../http/write-once.ts';
import { NoParams, OneOf } from '../../schemas/common-schema.ts';
import { BulkOutcomeSchema, changeEach, readExpectedCount } from '../bulk/bulk-request.ts';
import { bulkRunFields, findBulkRuns } from './bulk-runs.ts';
import { rerunChecks } from './rerun-run.ts';

const Source = Type.Optional(OneOf(['original', 'current']));

export const rerunRunsRoute = defineRoute({
  method: 'post',
  path: '/v2/runs/bulk_rerun',
  operationId: 'rerunRuns',
  summary:
    'Queues the ended ones of the runs that a filter takes once more; dry_run counts them first. Takes an Idempotency-Key.',
  access: EDITORS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object({ ...bulkRunFields, release: Source, configs: Source, metadata: Source }),
  requestHeaders: ['Idempotency-Key'],
  errors: ['conflict'],
  responses: { 202: { description: 'How many were queued.', schema: BulkOutcomeSchema } },
  handler(request) {
    const { deps, actor, scope, body } = request;
    const { release = 'original', configs = 'original', metadata = 'original' } = body;
    return writeOnce('rerunRuns', request, async (unit) => {
      const ids = await findBulkRuns(unit, scope, body.filter, true);
      const checks = rerunChecks(deps, actor, unit);
      const rerun = { release, configs, metadata, createdBy: actor.name, turn: 'by-job' } as const;
      const outcome = await changeEach(ids, readExpectedCount(body), async (runId) => {
        await rerunRun(unit, deps, checks, { ...rerun, runId });
      });
      return { status: 202, body: outcome };
    });
  },
});
