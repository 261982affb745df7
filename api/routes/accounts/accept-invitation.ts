import { Type } from 'typebox';
import { acceptInvitation } from '../../../src/app/accounts/accept-invitation.ts';
import { PUBLIC } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { PasswordField, PersonName, SignedInSchema, TokenBody } from '../../schemas/account-schema.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { requireCookies, toSignedInResponse } from '../session/to-signed-in-response.ts';

export const acceptInvitationRoute = defineRoute({
  method: 'post',
  path: '/v2/invitations/accept',
  operationId: 'acceptInvitation',
  summary: 'Sets the password of somebody who was invited, and signs them in.',
  access: PUBLIC,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object({ ...TokenBody.properties, password: PasswordField, name: Type.Optional(PersonName) }),
  errors: ['link_unusable', 'rate_limited', 'sign_in_off'],
  responses: { 200: { description: 'The session is in the cookie.', schema: SignedInSchema } },
  async handler({ deps, body, client }) {
    requireCookies(deps);
    const input = { ...body, name: body.name ?? null, client };
    return toSignedInResponse(deps, await acceptInvitation(deps.accounts, input));
  },
});
