import { Type } from 'typebox';
import { resetPassword } from '../../../src/app/accounts/reset-password.ts';
import { PUBLIC } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { PasswordField, TokenBody } from '../../schemas/account-schema.ts';
import { NoParams } from '../../schemas/common-schema.ts';

export const usePasswordResetRoute = defineRoute({
  method: 'post',
  path: '/v2/password_resets/use',
  operationId: 'usePasswordReset',
  summary: 'Sets a new password; every session of the account ends.',
  access: PUBLIC,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object({ ...TokenBody.properties, password: PasswordField }),
  errors: ['link_unusable', 'rate_limited'],
  responses: { 204: { description: 'Done.', schema: null } },
  async handler({ deps, body, client }) {
    await resetPassword(deps.accounts, { ...body, client });
    return { status: 204, body: null };
  },
});
