import { Type } from 'typebox';
import { acceptScheduled } from '../../../src/app/runs/accept-scheduled.ts';
import { backfillTenant } from '../../../src/app/schedules/backfill-tenant.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { writeOnceBySql } from '../../http/write-once.ts';
import { Id, IdParams, Nullable, Time, toTime } from '../../schemas/common-schema.ts';
import { requireTenant } from './require-tenant.ts';

const MAX_SHOWN = 100;

const BackfillResponse = Type.Object(
  {
    count: Type.Integer({ description: 'The times of the range that were missed.' }),
    times: Type.Array(Time, { description: `The first ${MAX_SHOWN} of them.` }),
    queued: Type.Integer({ description: 'Of these, those that became triggers.' }),
    run_id: Nullable(Id),
  },
  { $id: 'Backfill' },
);

export const backfillTenantRoute = defineRoute({
  method: 'post',
  path: '/v2/tenants/{id}/backfill',
  operationId: 'backfillTenant',
  summary: 'Syncs for the times that were missed in a past range; dry_run counts them. Takes an Idempotency-Key.',
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: Type.Object({ from: Time, to: Time, dry_run: Type.Optional(Type.Boolean()) }),
  requestHeaders: ['Idempotency-Key'],
  errors: ['archived', 'conflict', 'no_default_release', 'no_ready_release', 'not_found', 'too_many_triggers'],
  responses: {
    200: { description: 'What was missed; nothing was queued.', schema: BackfillResponse },
    202: { description: 'Queued.', schema: BackfillResponse },
  },
  async handler(request) {
    const { deps, actor, scope, params, body } = request;
    const { id: tenantId } = await requireTenant(deps.db, scope, params.id);
    const range = { from: new Date(body.from), to: new Date(body.to) };
    return writeOnceBySql('backfillTenant', request, async (sql) => {
      const done = await backfillTenant(
        sql,
        { ...deps, acceptScheduled: (own, times) => acceptScheduled(own, deps, times) },
        { tenantId, ...range, isDryRun: body.dry_run ?? false, by: actor.name },
      );
      const { admittedRunId } = done;
      if (admittedRunId !== null) sql.afterCommit(() => deps.runStarter.start(admittedRunId));
      const missed = { count: done.times.length, times: done.times.slice(0, MAX_SHOWN).map(toTime) };
      return { status: done.queued > 0 ? 202 : 200, body: { ...missed, queued: done.queued, run_id: done.runId } };
    });
  },
});
