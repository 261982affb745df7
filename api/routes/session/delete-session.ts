import { Type } from 'typebox';
import { signOut } from '../../../src/app/accounts/sign-out.ts';
import { PUBLIC } from '../../http/access.ts';
import { SECURE_COOKIES, signOutCookie } from '../../http/cookies.ts';
import { defineRoute } from '../../http/define-route.ts';
import { NoParams } from '../../schemas/common-schema.ts';

export const deleteSessionRoute = defineRoute({
  method: 'delete',
  path: '/v2/session',
  operationId: 'deleteSession',
  summary: 'Signs out: the session ends at once.',
  access: PUBLIC,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: null,
  errors: [],
  responses: { 204: { description: 'Done.', schema: null } },
  async handler({ deps, sessionToken }) {
    if (sessionToken !== null) await signOut(deps.accounts, sessionToken);
    return { status: 204, body: null, cookies: [signOutCookie(deps.cookies ?? SECURE_COOKIES)] };
  },
});
