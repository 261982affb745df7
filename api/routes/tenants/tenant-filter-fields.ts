import { type Static, Type } from 'typebox';
import { TENANT_STATUSES, type TenantFilter } from '../../../src/db/stores/tenants/tenant-filter.ts';
import { Id, OneOf } from '../../schemas/common-schema.ts';

const TenantStatusFilterSchema = OneOf(TENANT_STATUSES, 'TenantStatusFilter');

/** By what tenants are listed, counted and changed in bulk. */
export const tenantFilters = {
  integration_id: Type.Optional(Id),
  partner_id: Type.Optional(Id),
  status: Type.Optional(TenantStatusFilterSchema),
  needs_attention: Type.Optional(Type.Boolean()),
  release_id: Type.Optional(Id),
  following: Type.Optional(OneOf(['static', 'dynamic', 'latest'])),
  search: Type.Optional(
    Type.String({ minLength: 1, maxLength: 255, description: "A part of the name or of the end user's id." }),
  ),
};

const Filters = Type.Object(tenantFilters);

export function toTenantFilter(query: Static<typeof Filters>): Omit<TenantFilter, 'isArchived'> {
  return {
    integrationId: query.integration_id ?? null,
    endUserId: null,
    partnerId: query.partner_id,
    status: query.status,
    needsAttention: query.needs_attention,
    releaseId: query.release_id,
    following: query.following,
    search: query.search,
  };
}
