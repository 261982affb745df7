import { type Static, Type } from 'typebox';
import type { Sql } from '../../../src/db/database.ts';
import { findRunIds } from '../../../src/db/stores/runs/run-repository.ts';
import type { Scope } from '../../../src/domain/accounts/role.ts';
import { Id } from '../../schemas/common-schema.ts';
import { checkNamedIds, countFields, MAX_BULK } from '../bulk/bulk-request.ts';
import { runFilters, toRunFilter } from './run-filter.ts';

/** Which runs, as in the list; `{}` = all that the caller may see and that can be changed in this way. */
const BulkRunFilter = Type.Object(
  { ...runFilters, ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 5_000 })) },
  { $id: 'RunFilter', additionalProperties: false },
);

export const bulkRunFields = { filter: BulkRunFilter, ...countFields };

/** Returns the ids of these runs in their order, one more than may be changed at once. @throws AppError invalid_input */
export async function findBulkRuns(
  sql: Sql,
  scope: Scope,
  filter: Static<typeof BulkRunFilter>,
  isFinished: boolean,
): Promise<number[]> {
  const { ids } = filter;
  if (ids) checkNamedIds(ids, await findRunIds(sql, scope, { ids }, ids.length));
  return findRunIds(sql, scope, { ...toRunFilter(filter), ids, isFinished }, MAX_BULK + 1);
}
