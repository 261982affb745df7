import { Type } from 'typebox';
import { revokeSession } from '../../../src/app/accounts/sign-out.ts';
import { PEOPLE } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { personOf } from './person-of.ts';

export const revokeSessionRoute = defineRoute({
  method: 'delete',
  path: '/v2/me/sessions/{id}',
  operationId: 'revokeSession',
  summary: 'Ends one session of the person.',
  access: PEOPLE,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found'],
  responses: { 204: { description: 'Done.', schema: null } },
  async handler({ deps, actor, params }) {
    await revokeSession(deps.accounts, personOf(actor), params.id);
    return { status: 204, body: null };
  },
});
