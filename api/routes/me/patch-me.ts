import { Type } from 'typebox';
import { changeOwnAccount } from '../../../src/app/accounts/change-own-account.ts';
import { PEOPLE } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { withoutUndefined } from '../../http/without-undefined.ts';
import { PersonName, toUserJson, UserSchema } from '../../schemas/account-schema.ts';
import { NoParams, OneOf } from '../../schemas/common-schema.ts';
import { personOf } from './person-of.ts';

/** What the pages remember of a person. */
const Preferences = Type.Object({
  theme: Type.Optional(OneOf(['system', 'light', 'dark'])),
  density: Type.Optional(OneOf(['compact', 'comfortable'])),
  has_shortcuts: Type.Optional(Type.Boolean()),
});

export const patchMeRoute = defineRoute({
  method: 'patch',
  path: '/v2/me',
  operationId: 'patchMe',
  summary: 'Changes name and preferences of the person who is signed in.',
  access: PEOPLE,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object({ name: Type.Optional(PersonName), preferences: Type.Optional(Preferences) }),
  errors: [],
  responses: { 200: { description: 'The account.', schema: UserSchema } },
  async handler({ deps, actor, body }) {
    const user = await changeOwnAccount(deps.accounts, personOf(actor), withoutUndefined(body));
    return { status: 200, body: toUserJson(user) };
  },
});
