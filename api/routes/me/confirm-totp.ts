import { Type } from 'typebox';
import { confirmTotp } from '../../../src/app/accounts/manage-totp.ts';
import { PEOPLE } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { RecoveryCodesSchema } from '../../schemas/account-schema.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { personOf } from './person-of.ts';

export const confirmTotpRoute = defineRoute({
  method: 'post',
  path: '/v2/me/totp/confirm',
  operationId: 'confirmTotp',
  summary: 'Switches the second factor on with a first code.',
  access: PEOPLE,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object({ code: Type.String({ minLength: 6, maxLength: 16 }) }),
  errors: ['rate_limited', 'conflict', 'second_factor_failed'],
  responses: { 200: { description: 'The recovery codes, shown once.', schema: RecoveryCodesSchema } },
  async handler({ deps, actor, body }) {
    return { status: 200, body: { recovery_codes: await confirmTotp(deps.accounts, personOf(actor), body.code) } };
  },
});
