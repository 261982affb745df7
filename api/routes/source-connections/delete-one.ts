import { Type } from 'typebox';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { removeSourceConnection } from '../../../src/integrations/remove-source-connection.ts';
import { EDITORS } from '../../access.ts';
import { defineRoute } from '../../route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { SourceConnectionSchema, toSourceConnectionJson } from '../../schemas/source-connection-schema.ts';

export const deleteSourceConnection = defineRoute({
  method: 'delete',
  path: '/v2/source_connections/{id}',
  operationId: 'removeSourceConnection',
  summary: 'Removes a connection that no integration uses, with its secret.',
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  responses: { 200: { description: 'The connection as it was.', schema: SourceConnectionSchema } },
  handler({ deps, actor, params }) {
    return inUnitOfWork(deps.db, async (unit) => {
      const connection = await removeSourceConnection(unit, actor, deps.secrets, params.id);
      return { status: 200, body: toSourceConnectionJson(connection, []) };
    });
  },
});
