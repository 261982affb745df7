import { Type } from 'typebox';
import { beginTotp } from '../../../src/app/accounts/manage-totp.ts';
import { PEOPLE } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { PasswordField } from '../../schemas/account-schema.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { personOf } from './person-of.ts';

export const beginTotpRoute = defineRoute({
  method: 'post',
  path: '/v2/me/totp',
  operationId: 'beginTotp',
  summary: 'Makes a secret for an authenticator app.',
  access: PEOPLE,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object({ current_password: PasswordField }),
  errors: ['rate_limited', 'conflict', 'not_found'],
  responses: {
    200: {
      description: 'The secret, shown once.',
      schema: Type.Object({ secret: Type.String(), address: Type.String() }),
    },
  },
  async handler({ deps, actor, body }) {
    return { status: 200, body: await beginTotp(deps.accounts, personOf(actor), body.current_password) };
  },
});
