import { Type } from 'typebox';
import { reactivateUser } from '../../../src/app/accounts/change-user.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { toUserJson, UserSchema } from '../../schemas/account-schema.ts';
import { IdParams } from '../../schemas/common-schema.ts';

export const reactivateUserRoute = defineRoute({
  method: 'post',
  path: '/v2/users/{id}/reactivate',
  operationId: 'reactivateUser',
  summary: 'Lets a deactivated person sign in again.',
  access: HUB_ADMINS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found'],
  responses: { 200: { description: 'The user.', schema: UserSchema } },
  handler({ deps, actor, params }) {
    return inUnitOfWork(deps.db, async (unit) => {
      return { status: 200, body: toUserJson(await reactivateUser(unit, actor, params.id)) };
    });
  },
});
