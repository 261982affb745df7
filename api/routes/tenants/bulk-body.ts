import { type Static, Type } from 'typebox';
import type { ManyTenants } from '../../../src/app/schedules/pause-many.ts';
import { TENANT_STATUSES } from '../../../src/db/stores/tenants/tenant-filter.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { RouteRequest } from '../../http/define-route.ts';
import { Id, OneOf } from '../../schemas/common-schema.ts';

/** Which tenants, as in the list; `{}` = all that the caller may see. */
const BulkFilter = Type.Object(
  {
    integration_id: Type.Optional(Id),
    partner_id: Type.Optional(Id),
    status: Type.Optional(OneOf(TENANT_STATUSES)),
    needs_attention: Type.Optional(Type.Boolean()),
    search: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  },
  { $id: 'TenantFilter', additionalProperties: false },
);

/** Count first, then say the count. */
export const bulkFields = {
  filter: BulkFilter,
  dry_run: Type.Optional(Type.Boolean({ description: 'Only count.' })),
  expected_count: Type.Optional(
    Type.Integer({ minimum: 0, description: 'Needed unless dry_run: what the dry run counted.' }),
  ),
};

export const BulkResponse = Type.Object(
  {
    count: Type.Integer({ description: 'Of the tenants that it is about.' }),
    changed: Type.Integer(),
  },
  { $id: 'BulkResult' },
);

const BulkBody = Type.Object(bulkFields);

/** @throws AppError invalid_input where neither a dry run is asked for nor a count is said */
export function readBulk(
  { actor, scope }: Pick<RouteRequest<unknown, unknown, unknown>, 'actor' | 'scope'>,
  body: Static<typeof BulkBody>,
): ManyTenants {
  const isDryRun = body.dry_run === true;
  if (!isDryRun && body.expected_count === undefined) {
    const issues = [
      { pointer: '/expected_count', message: 'is missing: count with dry_run first, then say the count' },
    ];
    throw new AppError('invalid_input', 'The body is not valid.', { issues });
  }
  const { integration_id: integrationId = null, partner_id: partnerId, status, search } = body.filter;
  return {
    ...{ scope, by: actor.name, expectedCount: isDryRun ? null : (body.expected_count ?? null) },
    filter: { integrationId, partnerId, status, search, endUserId: null, needsAttention: body.filter.needs_attention },
  };
}
