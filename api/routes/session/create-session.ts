import { Type } from 'typebox';
import { signIn } from '../../../src/app/accounts/sign-in.ts';
import { PUBLIC } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { EmailField, PasswordField, SignedInSchema } from '../../schemas/account-schema.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { requireCookies, toSignedInResponse } from './to-signed-in-response.ts';

export const createSessionRoute = defineRoute({
  method: 'post',
  path: '/v2/session',
  operationId: 'createSession',
  summary: 'Signs in with e-mail and password.',
  access: PUBLIC,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object({ email: EmailField, password: PasswordField }),
  errors: ['sign_in_failed', 'sign_in_off', 'rate_limited'],
  responses: { 200: { description: 'The session is in the cookie.', schema: SignedInSchema } },
  async handler({ deps, body, client }) {
    requireCookies(deps);
    return toSignedInResponse(deps, await signIn(deps.accounts, { ...body, client }));
  },
});
