import { Type } from 'typebox';
import { listReconciliations } from '../../../src/db/stores/schedules/reconciliation-store.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { ReconciliationSchema, toReconciliationJson } from '../../schemas/reconciliation-schema.ts';

export const listReconciliationsRoute = defineRoute({
  method: 'get',
  path: '/v2/schedules/reconciliation',
  operationId: 'listReconciliations',
  summary: 'The last passes over the timers of schedules, newest first: what was not as it should be, and was mended.',
  access: HUB_ADMINS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }) }),
  body: null,
  errors: [],
  responses: { 200: { description: 'The passes.', schema: Type.Array(ReconciliationSchema) } },
  async handler({ deps, query }) {
    const passes = await listReconciliations(deps.db, query.limit);
    return { status: 200, body: passes.map(toReconciliationJson) };
  },
});
