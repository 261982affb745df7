import { Type } from 'typebox';
import { resendInvitation } from '../../../src/app/accounts/invite-user.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { toUserJson, UserSchema } from '../../schemas/account-schema.ts';
import { IdParams } from '../../schemas/common-schema.ts';

export const resendInvitationRoute = defineRoute({
  method: 'post',
  path: '/v2/users/{id}/invitation',
  operationId: 'resendInvitation',
  summary: 'Mails a new link; earlier ones stop working.',
  access: HUB_ADMINS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found', 'conflict'],
  responses: { 200: { description: 'The user.', schema: UserSchema } },
  handler({ deps, actor, params }) {
    return inUnitOfWork(deps.db, async (unit) => {
      return { status: 200, body: toUserJson(await resendInvitation(unit, deps.accounts, actor, params.id)) };
    });
  },
});
