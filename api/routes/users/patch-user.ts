import { Type } from 'typebox';
import { changeUser } from '../../../src/app/accounts/change-user.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { HubRoleSchema, PersonName, toUserJson, UserSchema } from '../../schemas/account-schema.ts';
import { IdParams } from '../../schemas/common-schema.ts';

export const patchUserRoute = defineRoute({
  method: 'patch',
  path: '/v2/users/{id}',
  operationId: 'patchUser',
  summary: 'Changes name or role. Another role ends the sessions of that person.',
  access: HUB_ADMINS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: Type.Object({ name: Type.Optional(PersonName), role: Type.Optional(HubRoleSchema) }),
  errors: ['not_found', 'last_owner'],
  responses: { 200: { description: 'The user.', schema: UserSchema } },
  handler({ deps, actor, params, body }) {
    return inUnitOfWork(deps.db, async (unit) => {
      return { status: 200, body: toUserJson(await changeUser(unit, actor, params.id, body)) };
    });
  },
});
