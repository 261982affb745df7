import { Type } from 'typebox';
import { readPasswordReset } from '../../../src/app/accounts/reset-password.ts';
import { PUBLIC } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { TokenBody } from '../../schemas/account-schema.ts';
import { NoParams } from '../../schemas/common-schema.ts';

export const readPasswordResetRoute = defineRoute({
  method: 'post',
  path: '/v2/password_resets/read',
  operationId: 'readPasswordReset',
  summary: 'Whose password a link resets.',
  access: PUBLIC,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: TokenBody,
  errors: ['link_unusable', 'rate_limited'],
  responses: { 200: { description: 'The account.', schema: Type.Object({ email: Type.String() }) } },
  async handler({ deps, body, client }) {
    return { status: 200, body: await readPasswordReset(deps.accounts, body.token, client) };
  },
});
