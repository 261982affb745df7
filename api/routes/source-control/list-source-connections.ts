import { Type } from 'typebox';
import { listRepositoriesOf } from '../../../src/db/stores/source-control/repository-status-repository.ts';
import {
  listSourceConnections,
  SOURCE_CONNECTION_SORT_COLUMNS,
} from '../../../src/db/stores/source-control/source-connection-repository.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { listQuery, pageOf, readListRequest, toListResponse } from '../../http/list-request.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { SourceConnectionSchema, toSourceConnectionJson } from '../../schemas/source-connection-schema.ts';

const path = '/v2/source_connections';

export const listSourceConnectionsRoute = defineRoute({
  method: 'get',
  path,
  operationId: 'listSourceConnections',
  summary: 'How the hub signs in at git hosts, without secrets, with the repositories that use each and their state.',
  access: READERS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({ ...listQuery }),
  body: null,
  errors: [],
  responses: { 200: pageOf(SourceConnectionSchema) },
  async handler({ deps, scope, query }) {
    const request = readListRequest(query, SOURCE_CONNECTION_SORT_COLUMNS, deps.signer);
    const page = await listSourceConnections(deps.db, scope, request);
    const ids = page.items.map(({ id }) => id);
    const repositories = await listRepositoriesOf(deps.db, ids);
    const items = page.items.map((item) => toSourceConnectionJson(item, repositories));
    return toListResponse(page, items, request, { ...deps, path, query });
  },
});
