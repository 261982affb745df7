import { Type } from 'typebox';
import { listUsers, USER_SORT_COLUMNS } from '../../../src/db/stores/users/user-store.ts';
import { HUB_READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { listQuery, pageOf, readListRequest, toListResponse } from '../../http/list-request.ts';
import { toUserJson, UserSchema } from '../../schemas/account-schema.ts';
import { NoParams } from '../../schemas/common-schema.ts';

const path = '/v2/users';

export const listUsersRoute = defineRoute({
  method: 'get',
  path,
  operationId: 'listUsers',
  summary: "The hub's own people.",
  access: HUB_READERS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({ ...listQuery }),
  body: null,
  errors: [],
  responses: { 200: pageOf(UserSchema) },
  async handler({ deps, query }) {
    const request = readListRequest(query, USER_SORT_COLUMNS, deps.signer);
    const page = await listUsers(deps.db, null, request);
    return toListResponse(page, page.items.map(toUserJson), request, { ...deps, path, query });
  },
});
