import { Type } from 'typebox';
import { createOwner } from '../../../src/app/accounts/create-owner.ts';
import { PUBLIC } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { EmailField, PasswordField, PersonName, SignedInSchema, TokenBody } from '../../schemas/account-schema.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { requireCookies, toSignedInResponse } from '../session/to-signed-in-response.ts';

export const createOwnerRoute = defineRoute({
  method: 'post',
  path: '/v2/setup',
  operationId: 'createOwner',
  summary: 'Makes the owner that the printed link is for, and signs them in.',
  access: PUBLIC,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object({
    ...TokenBody.properties,
    email: EmailField,
    name: PersonName,
    password: PasswordField,
    hub_name: Type.Optional(PersonName),
  }),
  errors: ['link_unusable', 'rate_limited', 'email_taken', 'sign_in_off'],
  responses: { 200: { description: 'The session is in the cookie.', schema: SignedInSchema } },
  async handler({ deps, body: { hub_name, ...body }, client }) {
    requireCookies(deps);
    const input = { ...body, hubName: hub_name ?? null, client };
    return toSignedInResponse(deps, await createOwner(deps.accounts, input));
  },
});
