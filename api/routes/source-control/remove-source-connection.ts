import { Type } from 'typebox';
import { removeSourceConnection } from '../../../src/app/source-control/remove-source-connection.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { SourceConnectionSchema, toSourceConnectionJson } from '../../schemas/source-connection-schema.ts';

export const removeSourceConnectionRoute = defineRoute({
  method: 'delete',
  path: '/v2/source_connections/{id}',
  operationId: 'removeSourceConnection',
  summary: 'Removes a connection that no integration uses, with its secret.',
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['connection_in_use', 'not_found'],
  responses: { 200: { description: 'The connection as it was.', schema: SourceConnectionSchema } },
  handler({ deps, actor, params }) {
    return inUnitOfWork(deps.db, async (unit) => {
      const connection = await removeSourceConnection(unit, actor, deps.secrets, params.id);
      return { status: 200, body: toSourceConnectionJson(connection, []) };
    });
  },
});
