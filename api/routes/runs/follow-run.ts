import { Type } from 'typebox';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { followRun } from '../../logs/followed-log.ts';
import { toEventsResponse } from '../../logs/log-event-stream.ts';
import { IdParams } from '../../schemas/common-schema.ts';

export const followRunRoute = defineRoute({
  method: 'get',
  path: '/v2/runs/{id}/events',
  operationId: 'followRun',
  summary: 'Log lines and phases as server-sent events; Last-Event-ID resumes after that line.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  requestHeaders: ['Last-Event-ID'],
  errors: ['log_expired', 'not_found'],
  responses: { 200: { description: 'Events.', schema: Type.String(), contentType: 'text/event-stream' } },
  async handler({ deps, scope, params, headers, signal }) {
    const followed = await followRun(deps, scope, params.id);
    return toEventsResponse(deps, followed, { lastEventId: headers['last-event-id'], signal });
  },
});
