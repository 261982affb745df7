import { Type } from 'typebox';
import { readCaller } from '../../../src/app/accounts/read-caller.ts';
import { ANYBODY } from '../../http/access.ts';
import { csrfToken } from '../../http/csrf.ts';
import { defineRoute } from '../../http/define-route.ts';
import { MeSchema, toUserJson } from '../../schemas/account-schema.ts';
import { NoParams } from '../../schemas/common-schema.ts';

export const getMeRoute = defineRoute({
  method: 'get',
  path: '/v2/me',
  operationId: 'getMe',
  summary: 'The caller: person or key, role, and what it may do.',
  access: ANYBODY,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: null,
  errors: [],
  responses: { 200: { description: 'The caller.', schema: MeSchema } },
  async handler({ deps, actor, sessionToken, operationsOf }) {
    const { user, apiKey, hubName } = await readCaller(deps.accounts, actor);
    const body = {
      role: actor.role,
      partner_id: actor.partnerId,
      user: user && toUserJson(user),
      api_key: apiKey,
      needs: actor.isUnfinished ? 'second_factor' : null,
      operations: operationsOf(actor.role),
      preferences: user?.preferences ?? {},
      csrf_token: user && sessionToken !== null ? csrfToken(sessionToken) : null,
      hub: {
        name: hubName,
        environment: deps.environmentName,
        public_url: deps.publicUrl,
        keeps_mail: deps.isMailKept,
        temporal: deps.temporalUi,
      },
    };
    return { status: 200, body };
  },
});
