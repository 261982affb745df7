import { Type } from 'typebox';
import { createSourceConnection } from '../../../src/app/source-control/create-source-connection.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { Id, NoParams, Nullable } from '../../schemas/common-schema.ts';
import { SourceConnectionSchema, SourceProviderSchema } from '../../schemas/source-connection-schema.ts';
import { toSourceConnectionResponse } from './to-source-connection-response.ts';

/** Takes no Idempotency-Key: a digest of the request would have to be stored, and so one of the secret. */
export const createSourceConnectionRoute = defineRoute({
  method: 'post',
  path: '/v2/source_connections',
  operationId: 'createSourceConnection',
  summary: 'Stores how the hub signs in at a git host; the secret is never shown again.',
  access: EDITORS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 255 }),
      provider: SourceProviderSchema,
      host: Type.Optional(
        Nullable(Type.String({ minLength: 1, maxLength: 255, description: "null = the provider's" })),
      ),
      username: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 255 }))),
      secret: Type.Optional(Type.String({ minLength: 1, maxLength: 4096, description: 'Token or app password.' })),
      partner_id: Type.Optional(Nullable(Id)),
    },
    { $id: 'CreateSourceConnection' },
  ),
  errors: ['name_taken'],
  responses: { 201: { description: 'The new connection.', schema: SourceConnectionSchema } },
  handler({ deps, actor, body }) {
    const partnerId = actor.role === 'partner' ? actor.partnerId : (body.partner_id ?? null);
    if (actor.role === 'partner' && body.partner_id != null && body.partner_id !== partnerId) throw notYours();
    return inUnitOfWork(deps.db, async (unit) => {
      const connection = await createSourceConnection(unit, actor, deps.secrets, {
        partnerId,
        name: body.name,
        provider: body.provider,
        host: body.host ?? null,
        username: body.username ?? null,
        secret: body.secret ?? null,
      });
      return toSourceConnectionResponse(unit, connection, 201);
    });
  },
});

function notYours(): AppError {
  const issues = [{ pointer: '/partner_id', message: 'is not the id of a partner' }];
  return new AppError('invalid_input', 'The connection is not valid.', { issues });
}
