import { Type } from 'typebox';
import { changePassword } from '../../../src/app/accounts/change-password.ts';
import { PEOPLE } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { PasswordField } from '../../schemas/account-schema.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { personOf } from './person-of.ts';

export const changePasswordRoute = defineRoute({
  method: 'post',
  path: '/v2/me/password',
  operationId: 'changePassword',
  summary: 'Changes the password; all other sessions end.',
  access: PEOPLE,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object({ current_password: PasswordField, password: PasswordField }),
  errors: ['rate_limited', 'not_found'],
  responses: { 204: { description: 'Done.', schema: null } },
  async handler({ deps, actor, body, client }) {
    const input = { currentPassword: body.current_password, password: body.password, client };
    await changePassword(deps.accounts, personOf(actor), input);
    return { status: 204, body: null };
  },
});
