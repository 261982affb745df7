import { Type } from 'typebox';
import { isRunInScope } from '../../../src/db/repositories/run-repository.ts';
import { toPandiumStatus } from '../../../src/domain/runs/pandium-status.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { type RunProgress, readRunProgress } from '../../../src/log/read-run-progress.ts';
import { READERS } from '../../access.ts';
import { toEventsAnswer } from '../../log-event-stream.ts';
import { defineRoute } from '../../route.ts';
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
    return toEventsAnswer(
      deps,
      {
        subject: `run:${params.id}`,
        read: async () => {
          const present = await readRunProgress(deps.db, params.id);
          return present && { ...present, told: toldOf(present) };
        },
      },
      { lastEventId: headers['last-event-id'], signal },
    );
  },
});

function toldOf({ phase, failureClass, isStarted }: RunProgress): object {
  return { phase, status: toPandiumStatus(phase, failureClass, isStarted) };
}
