import { Type } from 'typebox';
import { patchSourceConnection } from '../../../src/app/source-control/patch-source-connection.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { withoutUndefined } from '../../http/without-undefined.ts';
import { IdParams, Nullable } from '../../schemas/common-schema.ts';
import { SourceConnectionSchema } from '../../schemas/source-connection-schema.ts';
import { toSourceConnectionResponse } from './to-source-connection-response.ts';

export const patchSourceConnectionRoute = defineRoute({
  method: 'patch',
  path: '/v2/source_connections/{id}',
  operationId: 'patchSourceConnection',
  summary: 'Changes the given fields; a secret that is left out stays.',
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: Type.Object(
    {
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
      host: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
      username: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 255 }))),
      secret: Type.Optional(Type.String({ minLength: 1, maxLength: 4096 })),
    },
    { $id: 'SourceConnectionPatch' },
  ),
  errors: ['name_taken', 'not_found'],
  responses: { 200: { description: 'The connection as it is now.', schema: SourceConnectionSchema } },
  handler({ deps, actor, params, body }) {
    const { name, host, username, secret } = body;
    const patch = withoutUndefined({ name, host, username, secret });
    return inUnitOfWork(deps.db, async (unit) => {
      const connection = await patchSourceConnection(unit, actor, deps.secrets, params.id, patch);
      return toSourceConnectionResponse(unit, connection, 200);
    });
  },
});
