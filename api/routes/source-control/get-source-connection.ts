import { Type } from 'typebox';
import { findSourceConnection } from '../../../src/db/stores/source-control/source-connection-repository.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { SourceConnectionSchema } from '../../schemas/source-connection-schema.ts';
import { toSourceConnectionResponse } from './to-source-connection-response.ts';

export const getSourceConnectionRoute = defineRoute({
  method: 'get',
  path: '/v2/source_connections/{id}',
  operationId: 'getSourceConnection',
  summary: 'One source connection, without its secret.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found'],
  responses: { 200: { description: 'The connection.', schema: SourceConnectionSchema } },
  async handler({ deps, scope, params }) {
    const connection = await findSourceConnection(deps.db.em(), scope, params.id);
    if (!connection) throw new AppError('not_found', 'There is no source connection with this id.');
    return toSourceConnectionResponse(deps.db, connection, 200);
  },
});
