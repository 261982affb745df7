import { previewSchedule } from '../../../src/app/schedules/preview-schedule.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { PreviewQuery, readProposed, SchedulePreviewSchema, toPreviewJson } from '../schedules/preview-parts.ts';
import { requireTenant } from './require-tenant.ts';

export const previewScheduleRoute = defineRoute({
  method: 'get',
  path: '/v2/tenants/{id}/schedule/preview',
  operationId: 'previewSchedule',
  summary:
    'The next times of a tenant as it will sync, spread included; of the schedule in the query where one is given.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: PreviewQuery,
  body: null,
  errors: ['not_found'],
  responses: { 200: { description: 'The times.', schema: SchedulePreviewSchema } },
  async handler({ deps, scope, params, query }) {
    const { id: tenantId } = await requireTenant(deps.db, scope, params.id);
    const input = { tenantId, count: query.count, spreadS: deps.scheduleSpreadS, proposed: readProposed(query) };
    const { effective, isPaused, times } = await previewSchedule(deps.db, input);
    return { status: 200, body: toPreviewJson(effective, isPaused, times) };
  },
});
