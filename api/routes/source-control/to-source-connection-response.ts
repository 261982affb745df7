import type { Sql } from '../../../src/db/database.ts';
import { listRepositoriesOf } from '../../../src/db/stores/source-control/repository-status-repository.ts';
import type { SourceConnection } from '../../../src/domain/source-control/source-connection.ts';
import type { JsonResponse } from '../../http/define-route.ts';
import { toSourceConnectionJson } from '../../schemas/source-connection-schema.ts';

export async function toSourceConnectionResponse(
  sql: Sql,
  connection: SourceConnection,
  status: number,
): Promise<JsonResponse> {
  return { status, body: toSourceConnectionJson(connection, await listRepositoriesOf(sql, [connection.id])) };
}
