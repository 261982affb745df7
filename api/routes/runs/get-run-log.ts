import { Type } from 'typebox';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { followRun } from '../../logs/followed-log.ts';
import { makeLogLink } from '../../logs/log-link.ts';
import { IdParams } from '../../schemas/common-schema.ts';

export const getRunLogRoute = defineRoute({
  method: 'get',
  path: '/v2/runs/{id}/log',
  operationId: 'getRunLog',
  summary: 'Redirects to a signed link to the log that expires in 15 minutes.',
  access: READERS,
  isPandium: true,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['log_expired', 'not_found'],
  responses: { 302: { description: 'The link.', schema: null, headers: ['Location'] } },
  async handler({ deps, scope, params }) {
    await followRun(deps, scope, params.id);
    return { status: 302, body: null, headers: { Location: makeLogLink(deps, params.id, new Date()) } };
  },
});
