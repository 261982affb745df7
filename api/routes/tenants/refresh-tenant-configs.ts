import { Type } from 'typebox';
import { acceptRefresh } from '../../../src/app/runs/accept-refresh.ts';
import { isTenantHidden } from '../../../src/db/stores/tenants/tenant-repository.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { writeOnceBySql } from '../../http/write-once.ts';
import { Id, IdParams } from '../../schemas/common-schema.ts';

const RefreshResponse = Type.Object(
  {
    trigger_id: Type.String({ pattern: '^[0-9]+$' }),
    run_id: Id,
    joined: Type.Boolean({ description: 'An init sync was under way already; it serves this refresh too.' }),
  },
  { $id: 'AcceptedRefresh' },
);

export const refreshTenantConfigsRoute = defineRoute({
  method: 'post',
  path: '/v2/tenants/{id}/configs/refresh',
  operationId: 'refreshTenantConfigs',
  summary:
    'Fetches the options of dynamic configs by an init sync, or joins the one under way; takes an Idempotency-Key.',
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  requestHeaders: ['Idempotency-Key'],
  errors: ['archived', 'no_default_release', 'no_ready_release', 'not_found', 'too_many_triggers'],
  responses: { 202: { description: 'Accepted.', schema: RefreshResponse } },
  async handler(request) {
    const { deps, actor, scope, params } = request;
    if (await isTenantHidden(deps.db, scope, params.id)) {
      throw new AppError('not_found', 'There is no tenant with this id.');
    }
    return writeOnceBySql('refreshTenantConfigs', request, async (sql) => {
      const accepted = await acceptRefresh(deps, { tenantId: params.id, createdBy: actor.name }, sql);
      const { triggerId, runId, isJoined } = accepted;
      if (accepted.isAdmitted) sql.afterCommit(() => deps.runStarter.start(runId));
      return { status: 202, body: { trigger_id: String(triggerId), run_id: runId, joined: isJoined } };
    });
  },
});
