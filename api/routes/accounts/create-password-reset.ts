import { Type } from 'typebox';
import { requestPasswordReset } from '../../../src/app/accounts/reset-password.ts';
import { PUBLIC } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { EmailField } from '../../schemas/account-schema.ts';
import { NoParams } from '../../schemas/common-schema.ts';

export const createPasswordResetRoute = defineRoute({
  method: 'post',
  path: '/v2/password_resets',
  operationId: 'createPasswordReset',
  summary: 'Mails a link to choose a new password. The answer is the same whether the address has an account or not.',
  access: PUBLIC,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object({ email: EmailField }),
  errors: ['rate_limited'],
  responses: { 202: { description: 'Accepted.', schema: null } },
  async handler({ deps, body, client }) {
    await requestPasswordReset(deps.accounts, body.email, client);
    return { status: 202, body: null };
  },
});
