import { Type } from 'typebox';
import { inviteUser } from '../../../src/app/accounts/invite-user.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { EmailField, HubRoleSchema, PersonName, toUserJson, UserSchema } from '../../schemas/account-schema.ts';
import { NoParams } from '../../schemas/common-schema.ts';

export const inviteUserRoute = defineRoute({
  method: 'post',
  path: '/v2/users',
  operationId: 'inviteUser',
  summary: 'Invites somebody to the hub by e-mail.',
  access: HUB_ADMINS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object({ email: EmailField, name: PersonName, role: HubRoleSchema }),
  errors: ['email_taken'],
  responses: { 201: { description: 'The invited user.', schema: UserSchema } },
  handler({ deps, actor, body }) {
    return inUnitOfWork(deps.db, async (unit) => {
      const user = await inviteUser(unit, deps.accounts, actor, { ...body, partnerId: null });
      return { status: 201, body: toUserJson(user) };
    });
  },
});
