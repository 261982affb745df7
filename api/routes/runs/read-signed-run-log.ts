import { Type } from 'typebox';
import { readRunProgress } from '../../../src/adapters/run-logs/read-run-progress.ts';
import { PUBLIC } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { requireRunLog } from '../../logs/followed-log.ts';
import { checkLogLink } from '../../logs/log-link.ts';
import { toLogResponse } from '../../logs/log-response.ts';
import { IdParams } from '../../schemas/common-schema.ts';

/** Open to anyone who has a link that `runs/{id}/log` signed. */
export const readSignedRunLogRoute = defineRoute({
  method: 'get',
  path: '/v2/run_logs/{id}',
  operationId: 'readSignedRunLog',
  summary: 'The stderr lines of a run, by a signed link.',
  access: PUBLIC,
  isPandium: false,
  params: IdParams,
  query: Type.Object({
    expires: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    signature: Type.String({ maxLength: 100 }),
  }),
  body: null,
  errors: ['forbidden', 'log_expired', 'not_found'],
  responses: { 200: { description: 'The lines.', schema: Type.String(), contentType: 'text/plain' } },
  async handler({ deps, params, query, signal }) {
    checkLogLink(deps, { runId: params.id, ...query }, new Date());
    // Links are signed for runs that are there: this one was.
    const { log } = requireRunLog(await readRunProgress(deps.db, params.id));
    return toLogResponse(deps, log, { kinds: ['stderr'], fileName: `run-${params.id}.log` }, signal);
  },
});
