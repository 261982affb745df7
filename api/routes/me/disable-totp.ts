import { Type } from 'typebox';
import { disableTotp } from '../../../src/app/accounts/manage-totp.ts';
import { PEOPLE } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { PasswordField } from '../../schemas/account-schema.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { personOf } from './person-of.ts';

export const disableTotpRoute = defineRoute({
  method: 'post',
  path: '/v2/me/totp/disable',
  operationId: 'disableTotp',
  summary: 'Switches the second factor off.',
  access: PEOPLE,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object({ current_password: PasswordField }),
  errors: ['rate_limited', 'not_found'],
  responses: { 204: { description: 'Done.', schema: null } },
  async handler({ deps, actor, body, client }) {
    await disableTotp(deps.accounts, personOf(actor), body.current_password, client);
    return { status: 204, body: null };
  },
});
