import { Type } from 'typebox';
import { requestEmailChange } from '../../../src/app/accounts/change-email.ts';
import { PEOPLE } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { EmailField, PasswordField } from '../../schemas/account-schema.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { personOf } from './person-of.ts';

export const requestEmailChangeRoute = defineRoute({
  method: 'post',
  path: '/v2/me/email',
  operationId: 'requestEmailChange',
  summary: 'Mails a link to a new address, which counts once the link is opened.',
  access: PEOPLE,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object({ current_password: PasswordField, email: EmailField }),
  errors: ['rate_limited', 'email_taken', 'not_found'],
  responses: { 202: { description: 'The mail is on its way.', schema: null } },
  async handler({ deps, actor, body }) {
    const input = { email: body.email, currentPassword: body.current_password };
    await requestEmailChange(deps.accounts, personOf(actor), input);
    return { status: 202, body: null };
  },
});
