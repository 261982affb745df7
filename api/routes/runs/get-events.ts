import { Type } from 'typebox';
import { isRunInScope } from '../../../src/db/repositories/run-repository.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { READERS } from '../../access.ts';
import { defineRoute } from '../../route.ts';
import { streamRunEvents } from '../../run-event-stream.ts';
import { IdParams } from '../../schemas/common-schema.ts';

export const getRunEvents = defineRoute({
  method: 'get',
  path: '/v2/runs/{id}/events',
  operationId: 'followRun',
  summary: 'Log lines and phases as server-sent events; Last-Event-ID resumes after that line.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  responses: { 200: { description: 'Events.', schema: Type.String(), contentType: 'text/event-stream' } },
  async handler({ deps, scope, params, headers, signal }) {
    if (!(await isRunInScope(deps.db, scope, params.id))) {
      throw new AppError('not_found', 'There is no run with this id.');
    }
    const afterLine = readLastEventId(headers['last-event-id']);
    return {
      status: 200,
      headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' },
      write: (response) => streamRunEvents(deps, { runId: params.id, afterLine, signal }, response),
    };
  },
});

function readLastEventId(header: string | undefined): number {
  if (header === undefined || header === '') return 0;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  throw new AppError('invalid_input', 'Last-Event-ID has to be the number of a line.');
}
