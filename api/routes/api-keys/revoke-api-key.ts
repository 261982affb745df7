import { Type } from 'typebox';
import { revokeApiKey } from '../../../src/app/accounts/revoke-api-key.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { ApiKeySchema, toApiKeyJson } from '../../schemas/api-key-schema.ts';
import { IdParams } from '../../schemas/common-schema.ts';

export const revokeApiKeyRoute = defineRoute({
  method: 'delete',
  path: '/v2/api_keys/{id}',
  operationId: 'revokeApiKey',
  summary: 'Revokes an API key at once.',
  access: HUB_ADMINS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found'],
  responses: { 200: { description: 'The revoked key.', schema: ApiKeySchema } },
  handler({ deps, actor, params }) {
    return inUnitOfWork(deps.db, async (unit) => {
      return { status: 200, body: toApiKeyJson(await revokeApiKey(unit, actor, params.id)) };
    });
  },
});
