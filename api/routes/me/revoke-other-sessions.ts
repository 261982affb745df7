import { Type } from 'typebox';
import { revokeOtherSessions } from '../../../src/app/accounts/sign-out.ts';
import { PEOPLE } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { personOf } from './person-of.ts';

export const revokeOtherSessionsRoute = defineRoute({
  method: 'post',
  path: '/v2/me/sessions/revoke_others',
  operationId: 'revokeOtherSessions',
  summary: 'Ends every session of the person but this one.',
  access: PEOPLE,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: null,
  errors: [],
  responses: { 200: { description: 'How many.', schema: Type.Object({ revoked: Type.Integer() }) } },
  async handler({ deps, actor }) {
    return { status: 200, body: { revoked: await revokeOtherSessions(deps.accounts, personOf(actor)) } };
  },
});
