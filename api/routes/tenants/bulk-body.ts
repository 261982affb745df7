import { type Static, Type } from 'typebox';
import type { ManyTenants } from '../../../src/app/schedules/pause-many.ts';
import { findTenantIds } from '../../../src/db/stores/tenants/tenant-filter.ts';
import type { RouteRequest } from '../../http/define-route.ts';
import { Id } from '../../schemas/common-schema.ts';
import { checkNamedIds, countFields, readExpectedCount } from '../bulk/bulk-request.ts';
import { tenantFilters, toTenantFilter } from './tenant-filter-fields.ts';

/** Which tenants, as in the list; `{}` = all that the caller may see. */
const BulkFilter = Type.Object(
  { ...tenantFilters, ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 5_000 })) },
  { $id: 'TenantFilter', additionalProperties: false },
);

/** Count first, then say the count. */
export const bulkFields = { filter: BulkFilter, ...countFields };

export const BulkResponse = Type.Object(
  {
    count: Type.Integer({ description: 'Of the tenants that it is about.' }),
    changed: Type.Integer(),
  },
  { $id: 'BulkResult' },
);

const BulkBody = Type.Object(bulkFields);

/** @throws AppError invalid_input where it has neither a dry run nor a count, or an id that belongs to no tenant */
export async function readBulk(
  { deps, actor, scope }: Pick<RouteRequest<unknown, unknown, unknown>, 'deps' | 'actor' | 'scope'>,
  body: Static<typeof BulkBody>,
): Promise<ManyTenants> {
  const { ids } = body.filter;
  if (ids) checkNamedIds(ids, await findTenantIds(deps.db, scope, { ...toTenantFilter({}), ids, isArchived: null }));
  return {
    ...{ scope, by: actor.name, expectedCount: readExpectedCount(body) },
    filter: { ...toTenantFilter(body.filter), ids },
  };
}
