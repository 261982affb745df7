import { Type } from 'typebox';
import { renewRecoveryCodes } from '../../../src/app/accounts/manage-totp.ts';
import { PEOPLE } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { PasswordField, RecoveryCodesSchema } from '../../schemas/account-schema.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { personOf } from './person-of.ts';

export const renewRecoveryCodesRoute = defineRoute({
  method: 'post',
  path: '/v2/me/totp/recovery_codes',
  operationId: 'renewRecoveryCodes',
  summary: 'Makes new recovery codes; the old ones stop working.',
  access: PEOPLE,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object({ current_password: PasswordField }),
  errors: ['rate_limited', 'conflict', 'not_found'],
  responses: { 200: { description: 'The recovery codes, shown once.', schema: RecoveryCodesSchema } },
  async handler({ deps, actor, body }) {
    const codes = await renewRecoveryCodes(deps.accounts, personOf(actor), body.current_password);
    return { status: 200, body: { recovery_codes: codes } };
  },
});
