import { Type } from 'typebox';
import { createApiKey } from '../../../src/app/accounts/create-api-key.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { ApiKeySchema, RoleSchema, toApiKeyJson } from '../../schemas/api-key-schema.ts';
import { Id, NoParams, Nullable, Time } from '../../schemas/common-schema.ts';

/** Takes no Idempotency-Key: its response would have to be stored, and the secret with it. */
export const createApiKeyRoute = defineRoute({
  method: 'post',
  path: '/v2/api_keys',
  operationId: 'createApiKey',
  summary: 'Makes an API key; the answer is the only place that ever shows it.',
  access: HUB_ADMINS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 255 }),
      role: RoleSchema,
      partner_id: Type.Optional(Nullable(Id)),
      expires_date: Type.Optional(Nullable(Time)),
    },
    { $id: 'CreateApiKey' },
  ),
  errors: [],
  responses: {
    201: {
      description: 'The key, with its secret.',
      schema: Type.Object({ ...ApiKeySchema.properties, api_key: Type.String() }, { $id: 'CreatedApiKey' }),
    },
  },
  handler({ deps, actor, body }) {
    return inUnitOfWork(deps.db, async (unit) => {
      const made = await createApiKey(unit, actor, {
        name: body.name,
        role: body.role,
        partnerId: body.partner_id ?? null,
        expiresAt: body.expires_date ? new Date(body.expires_date) : null,
      });
      return { status: 201, body: { ...toApiKeyJson(made.key), api_key: made.apiKey } };
    });
  },
});
