import { Type } from 'typebox';
import { readInvitation } from '../../../src/app/accounts/accept-invitation.ts';
import { PUBLIC } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { TokenBody } from '../../schemas/account-schema.ts';
import { RoleSchema } from '../../schemas/api-key-schema.ts';
import { NoParams, Time, toTime } from '../../schemas/common-schema.ts';

const InvitationSchema = Type.Object({
  email: Type.String(),
  name: Type.String(),
  role: RoleSchema,
  expires_date: Time,
});

export const readInvitationRoute = defineRoute({
  method: 'post',
  path: '/v2/invitations/read',
  operationId: 'readInvitation',
  summary: 'What an invitation is for. The token is in the body, so that no log has it.',
  access: PUBLIC,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: TokenBody,
  errors: ['link_unusable', 'rate_limited'],
  responses: { 200: { description: 'The invitation.', schema: InvitationSchema } },
  async handler({ deps, body, client }) {
    const { expiresAt, ...invitation } = await readInvitation(deps.accounts, body.token, client);
    return { status: 200, body: { ...invitation, expires_date: toTime(expiresAt) } };
  },
});
