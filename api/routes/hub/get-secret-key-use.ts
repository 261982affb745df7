import { Type } from 'typebox';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { SecretKeySchema, toSecretKeyJson } from '../../schemas/secret-key-schema.ts';

export const getSecretKeyUseRoute = defineRoute({
  method: 'get',
  path: '/v2/secret_key',
  operationId: 'getSecretKeyUse',
  summary: 'How many stored secrets the present key sealed, and how many are left of older ones.',
  access: HUB_ADMINS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: null,
  errors: [],
  responses: { 200: { description: 'The counts.', schema: SecretKeySchema } },
  async handler({ deps }) {
    return { status: 200, body: toSecretKeyJson(await deps.secrets.countByKey(deps.db)) };
  },
});
