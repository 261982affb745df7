import { Type } from 'typebox';
import { requestReconciliation } from '../../../src/app/schedules/request-reconciliation.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { ReconciliationSchema, toReconciliationJson } from '../../schemas/reconciliation-schema.ts';

export const requestReconciliationRoute = defineRoute({
  method: 'post',
  path: '/v2/schedules/reconciliation',
  operationId: 'requestReconciliation',
  summary: 'Asks for a thorough pass over the timers of schedules; a worker begins it within seconds.',
  access: HUB_ADMINS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: null,
  errors: [],
  responses: { 202: { description: 'The pass that waits.', schema: ReconciliationSchema } },
  async handler({ deps, actor }) {
    return { status: 202, body: toReconciliationJson(await requestReconciliation(deps.db, actor.name)) };
  },
});
