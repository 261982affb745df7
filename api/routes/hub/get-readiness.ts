import { Type } from 'typebox';
import { checkReadiness } from '../../check-readiness.ts';
import { PUBLIC } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { NoParams, OneOf } from '../../schemas/common-schema.ts';

const Readiness = Type.Object(
  {
    status: OneOf(['ok', 'unavailable']),
    database: Type.Boolean(),
    temporal: Type.Boolean(),
    worker: Type.Boolean(),
  },
  { $id: 'Readiness' },
);

export const getReadinessRoute = defineRoute({
  method: 'get',
  path: '/readyz',
  operationId: 'getReadiness',
  summary: 'Whether database, Temporal and a worker answer.',
  access: PUBLIC,
  isPandium: true,
  params: NoParams,
  query: Type.Object({}),
  body: null,
  errors: [],
  responses: {
    200: { description: 'All of them do.', schema: Readiness },
    503: { description: 'One of them does not.', schema: Readiness, headers: ['Retry-After'] },
  },
  async handler({ deps }) {
    const answers = await checkReadiness(deps);
    const isReady = answers.database && answers.temporal && answers.worker;
    const body = { status: isReady ? 'ok' : 'unavailable', ...answers };
    return isReady ? { status: 200, body } : { status: 503, body, headers: { 'Retry-After': '2' } };
  },
});
