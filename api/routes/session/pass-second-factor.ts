import { Type } from 'typebox';
import { passSecondFactor } from '../../../src/app/accounts/pass-second-factor.ts';
import { SECOND_FACTOR } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { SignedInSchema } from '../../schemas/account-schema.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { personOf } from '../me/person-of.ts';
import { toSignedInResponse } from './to-signed-in-response.ts';

export const passSecondFactorRoute = defineRoute({
  method: 'post',
  path: '/v2/session/second_factor',
  operationId: 'passSecondFactor',
  summary: 'Completes a sign-in with the code of an authenticator app, or a recovery code.',
  access: SECOND_FACTOR,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object({ code: Type.String({ minLength: 6, maxLength: 64 }) }),
  errors: ['second_factor_failed', 'rate_limited'],
  responses: { 200: { description: 'The session is in the cookie.', schema: SignedInSchema } },
  async handler({ deps, actor, body, client }) {
    const signedIn = await passSecondFactor(deps.accounts, { ...personOf(actor), code: body.code, client });
    return toSignedInResponse(deps, signedIn);
  },
});
