import { Type } from 'typebox';
import { deactivateUser } from '../../../src/app/accounts/change-user.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { toUserJson, UserSchema } from '../../schemas/account-schema.ts';
import { IdParams } from '../../schemas/common-schema.ts';

export const deactivateUserRoute = defineRoute({
  method: 'post',
  path: '/v2/users/{id}/deactivate',
  operationId: 'deactivateUser',
  summary: 'Ends an account and its sessions at once.',
  access: HUB_ADMINS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found', 'last_owner'],
  responses: { 200: { description: 'The user.', schema: UserSchema } },
  handler({ deps, actor, params }) {
    return inUnitOfWork(deps.db, async (unit) => {
      return { status: 200, body: toUserJson(await deactivateUser(unit, actor, params.id)) };
    });
  },
});
