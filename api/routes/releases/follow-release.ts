import { Type } from 'typebox';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { followRelease } from '../../logs/followed-log.ts';
import { toEventsResponse } from '../../logs/log-event-stream.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { requireRelease } from './require-release.ts';

export const followReleaseRoute = defineRoute({
  method: 'get',
  path: '/v2/releases/{id}/events',
  operationId: 'followRelease',
  summary: 'Lines of the build log and states as server-sent events; Last-Event-ID resumes after that line.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  requestHeaders: ['Last-Event-ID'],
  errors: ['log_expired', 'not_found'],
  responses: { 200: { description: 'Events.', schema: Type.String(), contentType: 'text/event-stream' } },
  async handler({ deps, scope, params, headers, signal }) {
    const { id } = await requireRelease(deps.db, scope, params.id);
    return toEventsResponse(deps, await followRelease(deps, id), { lastEventId: headers['last-event-id'], signal });
  },
});
