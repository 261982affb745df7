import { Type } from 'typebox';
import { PUBLIC } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { NoParams } from '../../schemas/common-schema.ts';

export const getHealthRoute = defineRoute({
  method: 'get',
  path: '/healthz',
  operationId: 'getHealth',
  summary: 'The process lives.',
  access: PUBLIC,
  isPandium: true,
  params: NoParams,
  query: Type.Object({}),
  body: null,
  errors: [],
  responses: { 200: { description: 'It lives.', schema: Type.Object({ status: Type.Literal('ok') }) } },
  handler: async () => ({ status: 200, body: { status: 'ok' } }),
});
