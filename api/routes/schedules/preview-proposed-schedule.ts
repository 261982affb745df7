import { previewProposed } from '../../../src/app/schedules/preview-schedule.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { invalidPreview, PreviewQuery, readProposed, SchedulePreviewSchema, toPreviewJson } from './preview-parts.ts';

export const previewProposedScheduleRoute = defineRoute({
  method: 'get',
  path: '/v2/schedules/preview',
  operationId: 'previewProposedSchedule',
  summary: 'The next times of the schedule in the query, of no tenant: without the spread that each one has.',
  access: READERS,
  isPandium: false,
  params: NoParams,
  query: PreviewQuery,
  body: null,
  errors: [],
  responses: { 200: { description: 'The times.', schema: SchedulePreviewSchema } },
  async handler({ query }) {
    const schedule = readProposed(query);
    if (!schedule) throw invalidPreview('/query/cron', 'is missing: propose a cron, or every_s');
    const times = previewProposed(schedule, new Date(), query.count);
    return { status: 200, body: toPreviewJson({ schedule, source: 'integration' }, false, times) };
  },
});
