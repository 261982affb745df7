import { Type } from 'typebox';
import { confirmEmailChange } from '../../../src/app/accounts/change-email.ts';
import { PUBLIC } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { TokenBody } from '../../schemas/account-schema.ts';
import { NoParams } from '../../schemas/common-schema.ts';

export const confirmEmailChangeRoute = defineRoute({
  method: 'post',
  path: '/v2/email_changes/confirm',
  operationId: 'confirmEmailChange',
  summary: 'Makes the new address the one of the account.',
  access: PUBLIC,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: TokenBody,
  errors: ['link_unusable', 'rate_limited', 'email_taken'],
  responses: { 200: { description: 'The new address.', schema: Type.Object({ email: Type.String() }) } },
  async handler({ deps, body, client }) {
    return { status: 200, body: await confirmEmailChange(deps.accounts, body.token, client) };
  },
});
